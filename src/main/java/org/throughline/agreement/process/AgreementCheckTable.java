package org.throughline.agreement.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementRules.Problem;
import org.throughline.agreement.AgreementRules.Result;
import org.throughline.agreement.CheckFacts;
import org.throughline.workflow.GuardedTable;

/** Table {@code agreement-check}: what stops a national rule's agreement must go on to stop it, and what is in order must pass (A1 to A16). */
@Component
class AgreementCheckTable implements GuardedTable {

    @Override
    public String decisionKey() {
        return AgreementTables.CHECK;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        List<String> faults = new ArrayList<>();
        Map<String, CheckFacts> musts = new LinkedHashMap<>();
        musts.put("A1", CheckFacts.agreement(false).with("purpose", false));
        musts.put("A2", CheckFacts.agreement(false).with("reviewGiven", false));
        musts.put("A3", CheckFacts.agreement(false).with("agencyTerms", 0));
        musts.put("A4", CheckFacts.agreement(false).with("contingency", false));
        musts.put("A5", CheckFacts.agreement(true).with("approved", false));
        musts.put("A6", CheckFacts.term(false).with("abuse", true).with("bindsVictim", true));
        musts.put("A7", CheckFacts.party(false).with("foreignLanguage", true).with("interpreter", false));
        musts.put("A8", CheckFacts.party(false).with("needs", true).with("accessible", false));
        musts.put("A9", CheckFacts.party(false).with("capacity", "DOUBTED"));
        musts.put("A10", CheckFacts.term(false).with("away", true));
        musts.forEach((rule, facts) -> ask(table, facts, rule, faults).filter(found -> found.stream().noneMatch(one -> one.ruleId().equals(rule) && one.result() == Result.BLOCK))
                .ifPresent(found -> faults.add("Rule " + rule + " no longer stops an agreement. Put its BLOCK row back; it can be made stricter, not looser.")));
        for (CheckFacts inOrder : List.of(CheckFacts.agreement(true), CheckFacts.party(true), CheckFacts.term(true), CheckFacts.event())) {
            ask(table, inOrder, "what is in order", faults).filter(found -> !found.isEmpty())
                    .ifPresent(found -> faults.add("Rule " + found.get(0).ruleId() + " finds fault with what is in order, so that no agreement could ever be made."));
        }
        event(table, "lapsed", "A15", faults);
        event(table, "breached", "A16", faults);
        return faults;
    }

    private static void event(Function<Map<String, Object>, List<Map<String, Object>>> table, String what, String rule, List<String> faults) {
        ask(table, CheckFacts.event().with(what, true), rule, faults).filter(found -> found.stream().noneMatch(one -> one.ruleId().equals(rule) && one.result() == Result.TASK))
                .ifPresent(found -> faults.add("Rule " + rule + " no longer asks a manager. Put its TASK row back."));
    }

    private static Optional<List<Problem>> ask(Function<Map<String, Object>, List<Map<String, Object>>> table, CheckFacts facts, String rule, List<String> faults) {
        try {
            return Optional.of(table.apply(facts.values()).stream().map(AgreementTables::problem).toList());
        } catch (RuntimeException unanswered) {
            faults.add("The table cannot answer for " + rule + ": " + unanswered.getMessage() + ".");
            return Optional.empty();
        }
    }
}
