package org.throughline.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.PersonView;
import org.throughline.obligation.ObligationView;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;
import org.throughline.workflow.StepDrafts;

/** Agreements as one person may see them. */
@Service
public class AgreementViews {

    private final AgreementRepository repository;
    private final AgreementStore store;
    private final AgreementWaits waits;
    private final AgreementPeople people;
    private final AgreementSteps steps;
    private final AgreementChecks checks;
    private final PartyNames names;
    private final AgreementForms forms;
    private final AgreementProcess process;
    private final AgreementRules rules;
    private final StepDrafts drafts;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Access access;
    private final Clock clock;

    AgreementViews(AgreementRepository repository, AgreementStore store, AgreementWaits waits, AgreementPeople people, AgreementSteps steps, AgreementChecks checks, PartyNames names, AgreementForms forms,
            AgreementProcess process, AgreementRules rules, StepDrafts drafts, Organisation organisation, Casefiles casefiles, Access access, Clock clock) {
        this.repository = repository;
        this.store = store;
        this.waits = waits;
        this.people = people;
        this.steps = steps;
        this.checks = checks;
        this.names = names;
        this.forms = forms;
        this.process = process;
        this.rules = rules;
        this.drafts = drafts;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.access = access;
        this.clock = clock;
    }

    /** @throws NotFound for who may not see the history of the family */
    @Transactional
    public AgreementView of(UUID agreementId, Practitioner reader) {
        Agreement agreement = repository.findById(agreementId).orElseThrow(NotFound::new);
        access.require(reader, Right.SEE_HISTORY, agreement.casefileId(), "Looked at a voluntary agreement");
        Instant now = clock.instant();
        Optional<ObligationView> waiting = waits.open(agreement);
        UUID doer = waits.doer(agreement);
        boolean does = people.mayDo(agreement, doer, reader);
        Optional<AgreementStore.Text> put = store.text(agreement.id(), agreement.number());
        boolean drafting = agreement.step() == AgreementStep.DRAFT;
        JsonNode content = drafting || put.isEmpty() ? drafts.get(agreement.id(), AgreementStep.DRAFT.name()).content() : put.get().content();
        AgreementText text = AgreementText.of(content);
        boolean leads = people.leads(agreement, reader) && access.may(reader, Right.APPEND_INTERVENTION, agreement.casefileId());
        AgreementState state = agreement.stateAt(now);
        return new AgreementView(agreement.id(), file(agreement), agreement.edition(), agreement.supersedesId(),
                repository.findBySupersedesIdAndEndedAtIsNull(agreement.id()).map(Agreement::id).orElse(null), state, state.inWords(), agreement.step(), agreement.step().inWords(),
                agreement.step().draft(), agreement.stepSince(), waiting.map(ObligationView::dueAt).orElse(null), late(agreement, waiting, waits.open(agreement, AgreementStep.REVIEW), now), person(agreement.workerId()), person(doer),
                doer == null && !agreement.ended() ? people.whyNobody(agreement) : null, content,
                text.apart(), agreement.number(), put.map(one -> person(one.draftedBy())).orElse(null), agreement.ended() ? List.of() : checks.of(text, AgreementChecks.Asked.draft(agreement, reader.id())),
                store.approval(agreement.id(), agreement.number()).map(one -> new AgreementView.Approval(one.outcome(), one.words(), person(one.by()), one.at())).orElse(null),
                parties(agreement, text), agreement.inForceFrom(), agreement.reviewOn(), agreement.inForceUntil(), agreement.entry(), lapse(agreement, state),
                store.breaches(agreement.id()).stream().map(one -> new AgreementView.Breached(one.entry(), person(one.by()), one.at(), one.decidedAt())).toList(), acts(agreement),
                agreement.endedAt(), agreement.endKind(), agreement.ended() ? agreement.endKind().inWords() : null, agreement.endReason(), does ? forms.of(agreement) : null,
                does ? task(agreement, doer, reader) : null, does ? steps.missing(agreement, reader) : List.of(), does && !reader.id().equals(doer),
                agreement.agreed() && access.may(reader, Right.APPEND_INFORMATION, agreement.casefileId()), agreement.agreed() && leads, leads && !agreement.ended() && agreement.step().beforeForce());
    }

    /** The waiting step, or the review that stays owed beside it. */
    private static boolean late(Agreement agreement, Optional<ObligationView> waiting, Optional<ObligationView> review, Instant now) {
        return waiting.filter(owed -> owed.overdueAt(now)).isPresent() || agreement.agreed() && review.filter(owed -> owed.overdueAt(now)).isPresent();
    }

    private String task(Agreement agreement, UUID doer, Practitioner reader) {
        boolean theirs = reader.id().equals(doer) || people.answersFor(doer).filter(owner -> owner.id().equals(reader.id())).isPresent();
        return theirs ? process.waitingTask(agreement.id()).orElse(null) : null;
    }

    private List<AgreementView.Party> parties(Agreement agreement, AgreementText text) {
        Map<String, AgreementStore.Explanation> told = store.explanations(agreement.id(), agreement.number()).stream()
                .collect(Collectors.toMap(AgreementStore.Explanation::party, Function.identity()));
        Map<String, AgreementStore.Answer> said = store.answers(agreement.id(), agreement.number()).stream().collect(Collectors.toMap(AgreementStore.Answer::party, Function.identity()));
        PartyNames.Of called = names.of(agreement.casefileId());
        return text.parties().stream().map(party -> {
            Optional<AgreementStore.Answer> answer = Optional.ofNullable(said.get(party.id()));
            return new AgreementView.Party(party.id(), party.kind(), called.name(party), called.signsFor(party).orElse(null),
                    Optional.ofNullable(told.get(party.id())).map(AgreementStore.Explanation::content).orElse(null), answer.map(AgreementStore.Answer::answer).orElse(null),
                    answer.map(AgreementStore.Answer::words).orElse(null), answer.map(AgreementStore.Answer::on).orElse(null));
        }).toList();
    }

    private AgreementView.Lapse lapse(Agreement agreement, AgreementState state) {
        Optional<AgreementStore.Act> answered = store.lastDone(agreement.id(), AgreementStep.ANSWER_LAPSE);
        if (state != AgreementState.LAPSED && answered.isEmpty()) {
            return null;
        }
        String question = rules.problems(CheckFacts.event().with("lapsed", true)).stream().map(AgreementRules.Problem::what).findFirst().orElse(AgreementStep.ANSWER_LAPSE.inWords());
        return new AgreementView.Lapse(Gaps.localDay(agreement.inForceUntil()), question, answered.map(AgreementStore.Act::reason).orElse(null),
                answered.map(act -> person(act.by())).orElse(null), answered.map(AgreementStore.Act::at).orElse(null));
    }

    private List<AgreementView.Act> acts(Agreement agreement) {
        return store.acts(agreement.id()).stream()
                .map(act -> new AgreementView.Act(act.step(), act.step().inWords(), act.outcome(), organisation.get(act.by()).name(), act.at(), act.reason())).toList();
    }

    private AgreementView.File file(Agreement agreement) {
        CasefileView file = casefiles.get(agreement.casefileId());
        PersonView child = casefiles.person(file.personId());
        return new AgreementView.File(file.reference(), child.name(), child.givenName(), child.born(), child.expected());
    }

    private AgreementView.Person person(UUID id) {
        return Optional.ofNullable(id).flatMap(organisation::find).map(who -> new AgreementView.Person(who.username(), who.name())).orElse(null);
    }

    /** The agreements of a case file, the newest first. */
    @Transactional
    public List<AgreementView.Line> ofCasefile(UUID casefile, Practitioner reader) {
        access.require(reader, Right.SEE_HISTORY, casefile, "Looked at the agreements about a child");
        Instant now = clock.instant();
        Map<String, ObligationView> owed = waits.openOf(casefile);
        Map<UUID, AgreementView.Person> people = new HashMap<>();
        return repository.findByCasefileIdOrderByOpenedAtDescIdDesc(casefile).stream().map(one -> {
            AgreementState state = one.stateAt(now);
            Optional<ObligationView> waiting = Optional.ofNullable(owed.get(AgreementWaits.key(one.id(), one.step()))).filter(found -> !one.ended());
            AgreementView.Person doer = waiting.map(ObligationView::ownerId).map(id -> people.computeIfAbsent(id, this::person)).orElse(null);
            return new AgreementView.Line(one.id(), one.edition(), RiskKind.about(one.riskKey()), state, state.inWords(), one.step(), one.step().inWords(), waiting.map(ObligationView::dueAt).orElse(null),
                    late(one, waiting, Optional.ofNullable(owed.get(AgreementWaits.key(one.id(), AgreementStep.REVIEW))), now), doer, one.reviewOn(), one.inForceFrom(), one.endedAt(),
                    one.ended() ? one.endKind().inWords() : null);
        }).toList();
    }
}
