package org.throughline.chronology;

/** An entry, or what stands beside one: inaccurate, disputed, not this family's (domain 4). */
public enum EntryKind { ENTRY, CORRECTION, DISPUTE, NOT_THIS_FAMILY }
