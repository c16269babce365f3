package org.throughline.authority;

/** What a supervisor says, looking back, of an urgent access (domain 3). */
public enum UrgentReview { RIGHT, BETTER_BY_DUTY, NOT_JUSTIFIED }
