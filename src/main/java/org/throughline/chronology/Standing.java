package org.throughline.chronology;

/** How an entry stands to the gate (domain 3): information, or one of the three lawful states of an intervention. */
public enum Standing { INFORMATION, AUTHORISED, URGENT, MARKED }
