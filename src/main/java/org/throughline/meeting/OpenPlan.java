package org.throughline.meeting;

/** The plan that was open: none, a plan such as child in need, or a child protection plan (made by a conference). */
public enum OpenPlan { NONE, PLAN, CP }
