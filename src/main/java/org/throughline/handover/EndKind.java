package org.throughline.handover;

/** How a handover ended. What was read stays read in every case. */
public enum EndKind { COMPLETED, DECLINED, WITHDRAWN }
