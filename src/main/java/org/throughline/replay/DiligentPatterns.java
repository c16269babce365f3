package org.throughline.replay;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.throughline.access.NotFound;
import org.throughline.authority.Authorities;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.ObligationView;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.risk.PatternPrompts;
import org.throughline.risk.PromptAnswer;

/**
 * Whoever is asked by a pattern decides in time that something follows, and does it: what a decision rests on, a bundle does not tell, so nobody of a
 * replay finds that nothing follows.
 */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class DiligentPatterns {

    /** So many days somebody has for what was decided. */
    private static final int DAYS = 5;

    private final PatternPrompts prompts;
    private final Casefiles casefiles;
    private final Authorities authorities;
    private final Organisation organisation;
    private final ReplayTime time;

    DiligentPatterns(PatternPrompts prompts, Casefiles casefiles, Authorities authorities, Organisation organisation, ReplayTime time) {
        this.prompts = prompts;
        this.casefiles = casefiles;
        this.authorities = authorities;
        this.organisation = organisation;
        this.time = time;
    }

    void answer(ObligationView owed, DiligentHours hours) {
        Practitioner by = decides(owed);
        prompts.answer(owed.subjectId(), new PromptAnswer(PromptAnswer.Outcome.ACT, DiligentWords.of("The history was read, and this was talked about."),
                DiligentWords.of("What those who know the family say."), List.of(), null, DiligentWords.of(owed.what()), by.id(), hours.day(time.now()).plusDays(DAYS)), by);
    }

    void done(ObligationView owed) {
        prompts.done(owed.subjectId(), DiligentWords.of("Done."), who(owed));
    }

    /** Who is responsible and may not act yet leaves it to their supervisor. */
    private Practitioner decides(ObligationView owed) {
        Practitioner owes = who(owed);
        boolean mayNotAct = casefiles.responsible(owed.casefileId()).filter(owes.id()::equals).isPresent() && authorities.held(owed.casefileId(), owes.id()).isEmpty();
        return mayNotAct ? organisation.lineSupervisorOf(owes.id()).orElse(owes) : owes;
    }

    /** What an agency owes and nobody is named for, somebody of it does who works with the family; where the bundle knows nobody of it, it is tried again when somebody may have come. */
    private Practitioner who(ObligationView owed) {
        return Optional.ofNullable(owed.ownerId()).or(() -> casefiles.responsible(owed.casefileId())).map(organisation::get)
                .orElseGet(() -> organisation.peopleOf(owed.agencyId()).stream().filter(person -> person.role() != PractitionerRole.ADMINISTRATOR).findFirst().orElseThrow(NotFound::new));
    }
}
