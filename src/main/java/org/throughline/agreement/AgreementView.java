package org.throughline.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.throughline.access.Refusal;
import org.throughline.chronology.EntryRef;

/**
 * An agreement as who may see the history sees it.
 *
 * @param edition   1, then 2 for its renewal
 * @param text      the text last put to the manager, in the shape of {@link AgreementText}; while it is drafted, the draft
 * @param whyNobody why nobody has the waiting step, and whom to ask; null where somebody has it
 * @param apart     whether nobody of the family may hear or read what another agrees to
 * @param number    of that text; 0 while none was put forward
 * @param checks    what the rules say of that text now
 * @param parties   the parties of the text with what was explained and answered
 * @param lapse     null while it has not lapsed
 * @param form      what the form of the waiting step needs; null for who does not do it
 * @param taskId    the task that waits for this reader; null when none does
 * @param missing   what the waiting step still lacks, for who does it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgreementView(UUID id, File casefile, int edition, UUID supersedes, UUID supersededBy, AgreementState state, String stateInWords, AgreementStep step, String stepInWords,
        String stepDraft, Instant stepSince, Instant due, boolean overdue, Person worker, Person waitingFor, String whyNobody, JsonNode text, boolean apart, int number, Person draftedBy, List<Check> checks,
        Approval approval, List<Party> parties, Instant inForceFrom, LocalDate reviewOn, Instant inForceUntil, EntryRef entry, Lapse lapse, List<Breached> breaches, List<Act> acts,
        Instant endedAt, AgreementEnd endKind, String endInWords, String endReason, Form form, String taskId, List<Refusal.Missing> missing, boolean mayTakeOver, boolean mayBreach,
        boolean mayWithdraw, boolean mayDrop) {

    public record File(String reference, String childName, String childGivenName, LocalDate born, LocalDate expected) {}

    public record Person(String username, String name) {}

    public record Approval(String outcome, String words, Person by, Instant at) {}

    /**
     * One party.
     *
     * @param name       a given name, or the agency's
     * @param explained  what was written down when it was explained: on, how, alone, interpreter, advocate, toldBack, capacity; null before
     * @param answer     AGREES, DOES_NOT_AGREE or ASKS_CHANGE; null before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Party(String id, AgreementText.Kind kind, String name, String signsFor, JsonNode explained, String answer, String words, LocalDate answeredOn) {}

    /** @param question what the supervisor is asked @param answer null until it is answered */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lapse(LocalDate since, String question, String answer, Person by, Instant at) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Breached(EntryRef entry, Person by, Instant at, Instant decidedAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Act(AgreementStep step, String stepInWords, String outcome, String by, Instant at, String reason) {}

    /**
     * What the form of the waiting step needs to ask.
     *
     * @param people       of the family, who can be parties
     * @param agencies     that work with the family, and one's own; with who can sign
     * @param latestReview the latest review date that the rules allow
     * @param planMeeting  the next meeting of the plan; null where none is known
     * @param onRisk       which agreement on this risk it would be within the time that counts
     * @param strategy     whether the decision must say whether a strategy discussion is needed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Form(List<FamilyPerson> people, List<Agency> agencies, List<Risk> risks, LocalDate latestReview, LocalDate planMeeting, int longestDays, Integer onRisk, boolean strategy) {}

    public record FamilyPerson(UUID id, String givenName, String name, String whyInWords, boolean adult) {}

    public record Agency(String code, String name, boolean working, List<Person> people) {}

    public record Risk(RiskKind kind, String inWords) {}

    /** One line of a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(UUID id, int edition, String about, AgreementState state, String stateInWords, AgreementStep step, String stepInWords, Instant due, boolean overdue, Person waitingFor,
            LocalDate reviewOn, Instant inForceFrom, Instant endedAt, String endInWords) {}
}
