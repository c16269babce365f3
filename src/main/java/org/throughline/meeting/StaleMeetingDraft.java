package org.throughline.meeting;

/** Somebody, or the same person in another window, saved a newer version. Answered as 412 with that version. */
public final class StaleMeetingDraft extends RuntimeException {

    private final transient MeetingDraft current;

    StaleMeetingDraft(MeetingDraft current) {
        super("A newer version of this text was saved. Compare the two and save again.");
        this.current = current;
    }

    public MeetingDraft current() {
        return current;
    }
}
