package org.throughline.access;

/** What somebody may be allowed to do. */
public enum Right {
    /** Who the family is, who works with them, who holds authority. */
    SEE_FILE,
    /** The family history: entries, timeline, glance. */
    SEE_HISTORY,
    /** Open and mark as read the items of a reading list. */
    READ_FOR_HANDOVER,
    /** File a fact. */
    APPEND_INFORMATION,
    /** File something done to or with the family; the gate decides whether with authority. */
    APPEND_INTERVENTION,
    /** Add late what happened before the file was handed over. */
    APPEND_LATE,
    /** The entries one has recorded. */
    SEE_OWN_ENTRIES,
    /** Ask for a change of worker. */
    REQUEST_HANDOVER,
    /** Where a handover stands and what it still needs. */
    SEE_HANDOVER,
    /** What must happen by when. */
    SEE_OBLIGATIONS,
    /** The multi-agency meetings about a child: who was asked, what was decided, the minutes for all. */
    SEE_MEETING,
    /** Call for a multi-agency meeting, and name who convenes one. */
    CALL_MEETING,
    /** Act on duty, after the page "Before you knock"; only who is on the rota can. */
    ACT_ON_DUTY,
    /** Break-glass. */
    URGENT_ACCESS,
    /** Look back at an urgent access and say whether it was right. */
    REVIEW_URGENT_ACCESS,
    /** Who looked. */
    SEE_ACCESS_LOG,
    /** Whether the chain is unbroken; shows no content. */
    VERIFY_CHAIN,
    /** Whether two records are the same person. */
    DECIDE_MATCH,
    /** Sources: asked for, received, who gets what is missing. */
    KEEP_SOURCES,
    /** Keep an entry from others. */
    PLACE_RESTRICTION,
    /** Agree that an entry is not about this family, or say why not. */
    TAKE_OUT,
    /** Say that an entry is not key after all. */
    UNMARK_KEY,
    /** Look for a family by name or reference: minimal disclosure, reason asked. */
    FIND_FAMILY,
    /** The names and teams of one's own agency, to name somebody. */
    FIND_COLLEAGUE,
    /** Begin a case file, or begin a closed one again. */
    OPEN_FILE,
    /** Ask that a case file be closed. */
    CLOSE_FILE,
    /** Tell the agencies involved that a case file was closed. */
    TELL_AGENCIES,
    /** Agree that a case file is closed, or say why not. */
    AGREE_CLOSING,
    /** Who the family is: people, what they are to each other, where they live. */
    KEEP_PEOPLE,
    /** Addresses that must not leave the file. */
    SEE_PROTECTED_ADDRESS,
    /** Bring in a case bundle or the organisation. */
    IMPORT,
    /** Judge logins of the identity provider that are in doubt: release one, say that those which vanished have really gone. */
    KEEP_LOGINS,
    /** The numbers of the product, and which agencies' workers need authority: see and change them, with a reason. */
    CHANGE_RULES,
    /** Mails that have not arrived. */
    SEE_UNDELIVERED,
    /** What the watchdog found between the record and the engine: ids, never names of a family. */
    SEE_ALARMS,
    /** How many handovers and duties wait, and since when: counts and case references, never names. */
    SEE_OVERVIEW
}
