package org.throughline.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.agreement.AgreementText.Capacity;
import org.throughline.agreement.AgreementText.Party;
import org.throughline.workflow.Gaps;

/**
 * Explained to each party: when, how, with which help, and alone where abuse is suspected (A7 to A9). Where somebody cannot decide it, or asks for a
 * change already, it goes back to the draft.
 */
@Component
class ExplainAct implements AgreementAct {

    private static final Set<String> OUTCOMES = Set.of("EXPLAINED", "CHANGE");
    private static final Set<String> HOW = Set.of("IN_PERSON", "VIDEO", "PHONE");

    private final AgreementChecks checks;
    private final AgreementStore store;
    private final PartyNames names;
    private final Clock clock;

    ExplainAct(AgreementChecks checks, AgreementStore store, PartyNames names, Clock clock) {
        this.checks = checks;
        this.names = names;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Set<AgreementStep> steps() {
        return Set.of(AgreementStep.EXPLAIN);
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        String outcome = gaps.oneOf(doing.content(), "outcome", OUTCOMES, "Say whether it was explained to everybody, or goes back to be changed.", "#outcome");
        if ("CHANGE".equals(outcome)) {
            gaps.words(doing.content(), "words", "Write what has to change, and who asked.");
        } else {
            explained(doing, gaps);
        }
        return gaps;
    }

    private void explained(Doing doing, Gaps gaps) {
        Agreement agreement = doing.agreement();
        AgreementText text = AgreementText.of(store.text(agreement.id(), agreement.number()).orElseThrow().content());
        JsonNode parties = doing.content().path("parties");
        LocalDate approved = store.approval(agreement.id(), agreement.number()).map(approval -> Gaps.localDay(approval.at())).orElseThrow();
        PartyNames.Of called = names.of(agreement.casefileId());
        for (Party party : text.family()) {
            explained(party, called.name(party), parties.path(party.id()), approved, text.apart(), gaps);
        }
        checks.of(text, new AgreementChecks.Asked(agreement.casefileId(), agreement.id(), doing.actor().id(), true, true, parties)).stream().filter(Check::blocks)
                .forEach(check -> gaps.add(check.inWords(), check.href()));
    }

    private void explained(Party party, String name, JsonNode told, LocalDate approved, boolean apart, Gaps gaps) {
        String place = "#party-" + party.id();
        LocalDate on = gaps.pastDay(told, "on", name + ": say on which day it was explained.", place, clock);
        if (on != null && on.isBefore(approved)) {
            gaps.add(name + ": it was approved on " + Gaps.inWords(approved) + ". Nobody is asked before.", place);
        }
        gaps.oneOf(told, "how", HOW, name + ": say how it was explained.", place);
        if (apart && !told.path("alone").asBoolean()) {
            gaps.add(name + ": abuse is suspected. It is explained to each alone, not in another's presence.", place);
        }
        if (!party.speaksEnglish()) {
            gaps.text(told, "interpreter", name + ": name the interpreter who was there.", place);
        }
        if (AgreementText.code(Capacity.class, told, "capacity", Capacity.NOT_SAID) == Capacity.NOT_SAID) {
            gaps.add(name + ": say whether they could decide it then: sure, in doubt, or not sober.", place);
        }
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("It is not explained to everybody yet. Put right what is named here.");
        boolean explained = "EXPLAINED".equals(doing.said("outcome"));
        Agreement agreement = doing.agreement();
        if (explained) {
            AgreementText.of(store.text(agreement.id(), agreement.number()).orElseThrow().content()).parties().forEach(party -> store.explain(agreement.id(), agreement.number(),
                    new AgreementStore.Explanation(party.id(), party.family() ? doing.content().path("parties").path(party.id()) : JsonNodeFactory.instance.objectNode(),
                            doing.actor().id(), doing.at())));
        }
        return new Done(doing.said("outcome"), explained ? AgreementStep.ANSWER : AgreementStep.DRAFT, Map.of("explained", explained), explained ? null : doing.said("words"), null);
    }
}
