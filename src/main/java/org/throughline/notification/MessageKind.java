package org.throughline.notification;

/** What a message says; the words are fixed, and none of them is about a family. */
public enum MessageKind {
    MEETING_REQUEST("Invitation to a meeting", "You are asked to a meeting."),
    MEETING_MOVED("A meeting was changed", "A meeting to which you were asked was changed. What you answered before no longer counts."),
    MEETING_CANCELLED("A meeting was called off", "A meeting to which you were asked was called off."),
    MINUTES("Minutes wait to be read", "The minutes of a meeting wait to be read and confirmed by you."),
    CODE("Your code", "This is the code that you asked for on a page of Throughline."),
    DISAGREE("If you do not agree", "You work with a family of which somebody else decides. If you do not agree, write it here."),
    DISAGREEMENT_ANSWERED("You were answered", "You wrote that you do not agree, and you were answered. Say whether that settles it."),
    NOT_CONVENING("A decision is asked of you", "Somebody proposes that a meeting is not held, and you decide it for a second agency. Without your word it is held."),
    DAILY_ROOT("Daily root of the record", "This is the signed root over the whole record. Keep this mail: it shows later whether anything was changed.");

    private final String subject;
    private final String first;

    MessageKind(String subject, String first) {
        this.subject = subject;
        this.first = first;
    }

    String subject() {
        return subject;
    }

    String first() {
        return first;
    }

    /** Whether a calendar file goes with it. */
    boolean calendar() {
        return this == MEETING_REQUEST || this == MEETING_MOVED || this == MEETING_CANCELLED;
    }
}
