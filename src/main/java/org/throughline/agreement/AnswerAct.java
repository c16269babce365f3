package org.throughline.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.agreement.AgreementText.Kind;
import org.throughline.agreement.AgreementText.Party;
import org.throughline.workflow.Gaps;

/**
 * What each party answers. It comes into force where a parent or carer agrees, and everybody who is to do something; whoever asks for a change sends it
 * back to the draft. Not agreeing is recorded and is no concern.
 */
@Component
class AnswerAct implements AgreementAct {

    private static final String AGREES = "AGREES";
    private static final String CHANGE = "ASKS_CHANGE";
    private static final Set<String> ANSWERS = Set.of(AGREES, "DOES_NOT_AGREE", CHANGE);
    private static final Set<String> ELSE = Set.of("CHANGE", "NOT_AGREED");

    private final AgreementChecks checks;
    private final AgreementStore store;
    private final AgreementForce force;
    private final SameRisk sameRisk;
    private final PartyNames names;
    private final Clock clock;

    AnswerAct(AgreementChecks checks, AgreementStore store, AgreementForce force, SameRisk sameRisk, PartyNames names, Clock clock) {
        this.checks = checks;
        this.store = store;
        this.force = force;
        this.sameRisk = sameRisk;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public Set<AgreementStep> steps() {
        return Set.of(AgreementStep.ANSWER);
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    private AgreementText text(Agreement agreement) {
        return AgreementText.of(store.text(agreement.id(), agreement.number()).orElseThrow().content());
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        Agreement agreement = doing.agreement();
        AgreementText text = text(agreement);
        Map<String, AgreementStore.Explanation> told = store.explanations(agreement.id(), agreement.number()).stream()
                .collect(Collectors.toMap(AgreementStore.Explanation::party, Function.identity()));
        PartyNames.Of called = names.of(agreement.casefileId());
        for (Party party : text.parties()) {
            JsonNode said = doing.content().path("parties").path(party.id());
            String name = called.name(party);
            String place = "#party-" + party.id();
            String answer = gaps.oneOf(said, "answer", ANSWERS, name + ": say whether they agree, do not agree, or ask for a change.", place);
            if (!AGREES.equals(answer) && ANSWERS.contains(answer)) {
                gaps.text(said, "words", name + ": write what they said, in their words.", place);
            }
            LocalDate on = gaps.pastDay(said, "on", name + ": say on which day they answered.", place, clock);
            LocalDate explained = Gaps.day(told.get(party.id()).content().path("on").asText(""));
            if (on != null && explained != null && on.isBefore(explained)) {
                gaps.add(name + ": it was explained on " + Gaps.inWords(explained) + ". An answer comes after it.", place);
            }
        }
        if (!gaps.missing().isEmpty()) {
            return gaps;
        }
        if (agreed(doing, text)) {
            mayComeIntoForce(doing, text, gaps);
        } else if (!asksForChange(doing, text)) {
            gaps.oneOf(doing.content(), "outcome", ELSE, "Not everybody who is to do something agrees. Say whether it is changed, or not made.", "#outcome");
            gaps.words(doing.content(), "words", "Write what keeps the child safe without it.");
        }
        return gaps;
    }

    private void mayComeIntoForce(Doing doing, AgreementText text, Gaps gaps) {
        Agreement agreement = doing.agreement();
        var explained = store.tree(store.explanations(agreement.id(), agreement.number()).stream()
                .collect(Collectors.toMap(AgreementStore.Explanation::party, AgreementStore.Explanation::content)));
        checks.of(text, new AgreementChecks.Asked(agreement.casefileId(), agreement.id(), doing.actor().id(), true, true, explained)).stream().filter(Check::blocks)
                .forEach(check -> gaps.add(check.inWords() + " Send it back to be changed.", check.href()));
        sameRisk.other(agreement, agreement.riskKey()).ifPresent(other -> gaps.add(SameRisk.inWords(other, doing.at()), "/agreements/" + other.id()));
    }

    private static String answer(Doing doing, Party party) {
        return doing.content().path("parties").path(party.id()).path("answer").asText("");
    }

    private static boolean asksForChange(Doing doing, AgreementText text) {
        return text.parties().stream().anyMatch(party -> CHANGE.equals(answer(doing, party)));
    }

    private static boolean agreed(Doing doing, AgreementText text) {
        boolean parent = text.family().stream().anyMatch(party -> party.kind() != Kind.FAMILY_MEMBER && AGREES.equals(answer(doing, party)));
        boolean owners = text.terms().stream().allMatch(term -> AGREES.equals(answer(doing, text.party(term.owner()).orElseThrow())));
        return parent && owners && !asksForChange(doing, text);
    }


    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The answers are not complete, or it cannot come into force so. Put right what is named here.");
        Agreement agreement = doing.agreement();
        AgreementText text = text(agreement);
        for (Party party : text.parties()) {
            JsonNode said = doing.content().path("parties").path(party.id());
            store.answer(agreement.id(), agreement.number(), new AgreementStore.Answer(party.id(), answer(doing, party), said.path("words").asText(null),
                    Gaps.day(said.path("on").asText("")), doing.actor().id(), doing.at()));
        }
        if (agreed(doing, text)) {
            force.comesIntoForce(agreement, text, doing.actor(), doing.at());
            return new Done("IN_FORCE", AgreementStep.REVIEW, Map.of("answer", "AGREED"), null, null);
        }
        if (asksForChange(doing, text) || "CHANGE".equals(doing.said("outcome"))) {
            return new Done("CHANGE", AgreementStep.DRAFT, Map.of("answer", "CHANGE"), doing.said("words"), null);
        }
        return new Done("NOT_AGREED", AgreementStep.ENDED, Map.of("answer", "NOT_AGREED"), doing.said("words"), AgreementEnd.NOT_AGREED);
    }
}
