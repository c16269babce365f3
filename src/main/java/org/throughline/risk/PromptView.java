package org.throughline.risk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A pattern as one reader may see it. What is sealed from the reader is not among its causes nor its evidence.
 *
 * @param what       what it asks, in plain words
 * @param because    why, in plain words
 * @param owner      whose decision it is; null where nobody is named
 * @param dueAt      until when it is answered
 * @param end        how its obligation ended where nobody answered; null elsewhere
 * @param causes     the entries that raised it, the first first; for who sees their own entries alone, those
 * @param earlier    what the history holds besides of the kinds that the rule counts, up to the latest cause: the latest twenty, the oldest first
 * @param answer     null while nobody has answered
 * @param secondLook null where nobody was asked to look a second time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromptView(UUID id, String rule, String what, String because, Instant raisedAt, Instant dueAt, boolean overdue, String owner, boolean lookedBack, UUID againAfter, String end,
        List<Cause> causes, List<Cause> earlier, Answer answer, SecondLook secondLook, boolean mayAnswer, boolean mayEnd, boolean mayLook) {

    /**
     * @param label    what kind of event it was, in words
     * @param summary  null where its words are withheld
     * @param provenance and {@code verification} in words; null where its words are withheld
     * @param weak     whether it is the family's own word, or nobody has checked it
     * @param casefile reference of the file on which it stands, {@code file} its id
     * @param again    whether it raised the pattern again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cause(LocalDate day, String label, String agency, String summary, String provenance, String verification, boolean weak, String casefile, UUID file, long seq, boolean again) {}

    /** @param evidence what the answer rests on, with provenance and verification as they were when it was given */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(String outcome, String words, String wouldChange, String whyEnough, List<Evidence> evidence, Action action, String by, Instant at) {}

    /** @param provenance and {@code verification} in words */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evidence(LocalDate day, String label, String agency, String summary, String casefile, UUID file, long seq, String provenance, String verification) {}

    /** @param came what came of it; null while it is open */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Action(String what, String owner, LocalDate by, String came, String doneBy, Instant doneAt) {}

    /** @param prompts all that are looked at together @param agrees null while nobody has looked */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SecondLook(List<UUID> prompts, Instant askedAt, Instant dueAt, String owner, Boolean agrees, String words, String by, Instant at) {}
}
