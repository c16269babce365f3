package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.chronology.DraftText;
import org.throughline.organisation.Practitioner;

/** What is being written in a step. A draft is nobody's act; only the completion of the task makes it one. */
@Service
public class HandoverDrafts {

    private final HandoverRepository repository;
    private final DraftStore drafts;
    private final Duties duties;
    private final Waits waits;
    private final Access access;
    private final Clock clock;

    HandoverDrafts(HandoverRepository repository, DraftStore drafts, Duties duties, Waits waits, Access access, Clock clock) {
        this.repository = repository;
        this.drafts = drafts;
        this.duties = duties;
        this.waits = waits;
        this.access = access;
        this.clock = clock;
    }

    /** The draft as it stands, for who writes it, and for who answers for the step. @throws NotFound for everybody else */
    @Transactional
    public Draft get(UUID handoverId, HandoverStep step, Practitioner reader) {
        Handover handover = visible(handoverId, step, reader);
        boolean writes = handover.step() == step ? duties.mayDo(handover, reader) : isWriters(handover, step, reader);
        if (!writes && !answers(handover, step, reader)) {
            throw new NotFound();
        }
        return drafts.get(handoverId, step);
    }

    /**
     * Saves a draft.
     *
     * @param basedOn the version that was on the screen; 0 for the first save
     * @throws StaleDraft when another version was saved in between
     * @throws Refusal when the step has been done or is not this person's
     */
    @Transactional
    public Draft save(UUID handoverId, HandoverStep step, int basedOn, JsonNode content, Practitioner author) {
        Handover handover = visible(handoverId, step, author);
        if (handover.ended() || handover.step().ordinal() > step.ordinal()) {
            throw new Refusal(waits.whyGone(handover, step).orElse("This handover has ended; what was written stays as it is."), "already-done");
        }
        if (handover.step() == step ? !duties.mayDo(handover, author) : !isWriters(handover, step, author)) {
            throw new Refusal("This step is not yours to write in.", "not-your-step");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return drafts.save(handoverId, step, basedOn, DraftText.checked(content), author.id(), now);
    }

    private boolean answers(Handover handover, HandoverStep step, Practitioner reader) {
        return (duties.manages(handover, reader) || reader.id().equals(handover.supervisorId()))
                && Sight.of(access.relations(reader, handover.casefileId())).shows(step);
    }

    private Handover visible(UUID handoverId, HandoverStep step, Practitioner person) {
        Handover handover = repository.findById(handoverId).orElseThrow(NotFound::new);
        access.require(person, Right.SEE_HANDOVER, handover.casefileId(), "Opened a text of a handover: " + step.inWords());
        return handover;
    }

    /** Whose step it is, while the handover stands elsewhere: an account can be begun while reading. */
    private static boolean isWriters(Handover handover, HandoverStep step, Practitioner person) {
        UUID writer = switch (step.doer()) {
            case OUTGOING -> handover.outgoingId();
            case INCOMING -> handover.incomingId();
            case SUPERVISOR -> handover.supervisorId();
        };
        return person.id().equals(writer);
    }
}
