package org.throughline.meeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.throughline.access.Refusal;
import org.throughline.casefile.Arrangements;

/**
 * A meeting as one person may see it. Who was only asked sees when and where, who is asked, the minutes for them and what is asked of them; who decides
 * for a second agency sees the proposal and what made the rule speak.
 *
 * @param causes   the entries that called for it, without those that are kept from this reader
 * @param milestones the days before the birth by which the rules want something done; null for a meeting that is about no unborn child, and for who is only asked
 * @param proposal what is said against a meeting; null where nothing is, or it is not this reader's to see
 * @param record   the last record of the meeting: what life is like for the child, decisions, plan; null where there is none, or not for this reader
 * @param form     what the form of the waiting step needs; null for who does not do it
 * @param mine     this reader's own place; null where they have none
 * @param taskId   the task that waits for this reader; null when none does
 * @param missing  what the waiting step still lacks, for who does it
 * @param mayStand whether an entry behind it was corrected, and this reader may say that it must be held all the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeetingView(UUID id, File casefile, MeetingKind kind, String kindInWords, String ruleId, String askedWhy, Person askedBy, List<Cause> causes, MeetingStep step,
        String stepInWords, Instant stepSince, Instant due, Instant dutyDue, boolean overdue, Person convenor, Person chair, Person waitingFor, Instant startsAt, Integer minutes,
        String room, String link, String agenda, LocalDate heldOn, Entry entry, List<Milestones.Milestone> milestones, List<Place> places, JsonNode proposal, JsonNode record, List<Action> actions,
        List<InvitationReplies.Part> minutesParts, List<Act> acts, Instant endedAt, MeetingEnd endKind, String endReason, Form form, Mine mine, String taskId,
        List<Refusal.Missing> missing, boolean mayTakeOver, boolean mayMove, boolean mayReopen, boolean mayStand, boolean mayName, boolean mayOvertake) {

    /** @param page whether this reader may open the case file */
    public record File(String reference, String childName, String childGivenName, LocalDate born, LocalDate expected, boolean page) {}

    public record Person(String username, String name) {}

    /** @param summary the entry in its own words @param counted what the rule was asked with, a sentence for each fact */
    public record Cause(String ruleId, String because, LocalDate eventDate, String type, String agency, String summary, UUID entryFile, long entrySeq, List<String> counted) {}

    public record Entry(UUID casefileId, long seq) {}

    /**
     * @param kind       COLLEAGUE, MAILBOX or FAMILY
     * @param notReached why nothing has arrived there; null where it has
     * @param told       when and how one of the family was last told; null elsewhere, and where nobody has told them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Place(UUID id, String kind, String who, String agency, String agencyCode, boolean invited, String reason, boolean reportAsked, String answer, String note,
            boolean reported, String report, String chased, boolean minutesRead, String corrections, String attended, String contribution, String notReached, String told) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Action(UUID id, String what, Person owner, LocalDate dueOn, String ended, boolean mine) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Act(MeetingStep step, String stepInWords, String outcome, String by, Instant at, String reason) {}

    /** What the form of the waiting step needs to ask. @param agreements with the family that have not ended, to be taken into the plan @param saidHeld entries that tell of a meeting, written by hand since it was called for */
    public record Form(List<Demand> demanded, List<Parent> parents, List<Register> register, List<Entry> saidHeld, List<String> unread, int timesInquorate, int newDateDays,
            List<Arrangements.Arrangement> agreements) {}

    public record Demand(String ruleId, String office, String inWords, boolean must, boolean report) {}

    public record Parent(UUID id, String givenName, String whyInWords) {}

    /** An agency with those of its people who come first (MeetingRegister). @param working whether it works with the family now */
    public record Register(String code, String name, String kind, boolean working, List<Person> people) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Mine(UUID invitee, boolean reportAsked, Instant reportDue, boolean reported, String answer, boolean mayAnswer, boolean mayConfirm) {}

    /** One line of a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(UUID id, String kindInWords, String ruleId, MeetingStep step, String stepInWords, Instant due, boolean overdue, Person waitingFor, Instant startsAt, LocalDate heldOn,
            Instant openedAt, Instant endedAt, MeetingEnd endKind, String endReason) {}
}
