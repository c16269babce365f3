package org.throughline.meeting;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;

/**
 * What somebody who was asked to a meeting answers, with an account or by a signed link. The caller has made sure who it is; each call
 * is one act of that invitee, in the caller's transaction, and is refused where the meeting no longer waits for it.
 */
public interface InvitationReplies {

    enum Answer { COMING, NOT_COMING, SUBSTITUTE }

    /**
     * What may be shown to who holds the link alone: nothing about the family.
     *
     * @param cancelled the meeting was called off, or this place in it taken back
     * @param reportDue null where no report is asked
     * @param sequence  a link made for an earlier one no longer answers
     */
    record Asked(UUID meeting, UUID invitee, Instant start, Invitations.Place place, int sequence, boolean cancelled, Instant reportDue, boolean reported) {}

    /** A part of the minutes that this invitee may read. @param heading null for the part that is for all */
    record Part(String heading, String text) {}

    /** @throws NotFound where there is no such place in a meeting */
    Asked asked(UUID invitee);

    /**
     * @param note a substitute's name and office, or why not coming; null where coming
     * @throws Refusal where the meeting was held or called off, or a substitute is not named
     */
    void answer(UUID invitee, Answer answer, String note);

    /** Hands a report in. @throws Refusal where none is asked, or the meeting is over */
    void report(UUID invitee, String text);

    /** The minutes as this invitee may read them; empty while there are none. For a family member and a role mailbox only after a second step, which is the caller's. */
    List<Part> minutes(UUID invitee);

    /** Read and confirmed; what is wrong in them, if anything. @throws Refusal where there are no minutes yet, or their agency has confirmed */
    void confirm(UUID invitee, String corrections);
}
