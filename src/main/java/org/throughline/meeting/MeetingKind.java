package org.throughline.meeting;

import org.throughline.chronology.EventType;

/** The multi-agency meetings that rules call for (practice-rules 1.2, 1.4); the handover meeting is the handover's own. */
public enum MeetingKind {
    STRATEGY("strategy discussion", EventType.STRATEGY_DISCUSSION),
    PRE_BIRTH("pre-birth strategy discussion", EventType.STRATEGY_DISCUSSION),
    CONFERENCE("child protection conference", EventType.CONFERENCE),
    DISCHARGE("discharge planning meeting", EventType.MEETING_HELD),
    MOVE("meeting about the move", EventType.MEETING_HELD),
    PLANNING("multi-agency planning meeting", EventType.MEETING_HELD),
    CORE_GROUP("core group", EventType.MEETING_HELD);

    private final String inWords;
    private final EventType entry;

    MeetingKind(String inWords, EventType entry) {
        this.inWords = inWords;
        this.entry = entry;
    }

    /** As the meeting is called on screens. */
    public String inWords() {
        return inWords;
    }

    /** As what it stands in the chronology once it was held. */
    public EventType entry() {
        return entry;
    }
}
