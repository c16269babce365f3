package org.throughline.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
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
import org.throughline.workflow.StepDraft;
import org.throughline.workflow.StepDrafts;

/** What is being written in a step of an agreement. A draft is nobody's act; only the completion of the task makes it one. */
@Service
public class AgreementDrafts {

    private final AgreementRepository repository;
    private final AgreementWaits waits;
    private final AgreementPeople people;
    private final StepDrafts drafts;
    private final Access access;
    private final Clock clock;

    AgreementDrafts(AgreementRepository repository, AgreementWaits waits, AgreementPeople people, StepDrafts drafts, Access access, Clock clock) {
        this.repository = repository;
        this.waits = waits;
        this.people = people;
        this.drafts = drafts;
        this.access = access;
        this.clock = clock;
    }

    /** The draft of the step that waits, for who may do it. @throws NotFound for everybody else */
    @Transactional
    public StepDraft get(UUID agreementId, AgreementStep step, Practitioner reader) {
        Agreement agreement = visible(agreementId, step, reader);
        if (agreement.step() != step || !people.mayDo(agreement, waits.doer(agreement), reader)) {
            throw new NotFound();
        }
        return drafts.get(agreementId, step.name());
    }

    /**
     * Saves a draft. Who saves the text of an agreement is one of its authors from then on, and does not approve it: the database writes that down with the draft.
     *
     * @param basedOn the version that was on the screen; 0 for the first save
     * @throws org.throughline.workflow.StaleStepDraft when another version was saved in between
     * @throws Refusal when the step has been done or is not this person's
     */
    @Transactional
    public StepDraft save(UUID agreementId, AgreementStep step, int basedOn, JsonNode content, Practitioner author) {
        Agreement agreement = visible(agreementId, step, author);
        if (agreement.step() != step) {
            throw new Refusal(waits.whyGone(agreement, step).orElse("The agreement does not stand at this step."), "already-done");
        }
        if (!people.mayDo(agreement, waits.doer(agreement), author)) {
            throw new Refusal("This step is not yours to write in.", "not-your-step");
        }
        JsonNode checked = DraftText.checked(content);
        return drafts.save(agreementId, step.name(), basedOn, checked, author.id(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private Agreement visible(UUID agreementId, AgreementStep step, Practitioner person) {
        Agreement agreement = repository.findById(agreementId).orElseThrow(NotFound::new);
        access.require(person, Right.SEE_HISTORY, agreement.casefileId(), "Opened a text of an agreement: " + step.inWords());
        return agreement;
    }
}
