package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EventDates;
import org.throughline.chronology.EventType;
import org.throughline.workflow.Gaps;

/** H1 to H15 (practice-rules 2.2): facts from the record, confirmations from the summary, judged by {@code handover-readiness}. */
@Component
class Readiness {

    private final HandoverRules rules;
    private final WaiverStore waivers;
    private final Casefiles casefiles;
    private final EventDates events;
    private final Siblings siblings;
    private final ObjectProvider<ReadinessCheck> checks;
    private final Clock clock;

    Readiness(HandoverRules rules, WaiverStore waivers, Casefiles casefiles, EventDates events, Siblings siblings,
              ObjectProvider<ReadinessCheck> checks, Clock clock) {
        this.rules = rules;
        this.waivers = waivers;
        this.casefiles = casefiles;
        this.events = events;
        this.siblings = siblings;
        this.checks = checks;
        this.clock = clock;
    }

    /** The list with this summary in hand, other modules' obstacles last. */
    List<ReadinessItem> of(Handover handover, JsonNode summary) {
        ReadinessFacts facts = facts(handover, summary);
        Map<String, WaiverStore.Waiver> waived = waivers.of(handover.id());
        Map<ReadinessCondition, String> met = rules.met(facts);
        List<ReadinessItem> items = new ArrayList<>();
        for (ReadinessCondition condition : ReadinessCondition.values()) {
            String because = met.get(condition);
            items.add(item(condition.name(), condition.what(), because != null, condition.confirmedByWorker(),
                    because != null ? because : lacking(condition, facts), waived));
        }
        checks.orderedStream().flatMap(check -> check.obstacles(handover.casefileId(), clock.instant()).stream())
                .forEach(obstacle -> items.add(item(obstacle.id(), obstacle.what(), false, false, obstacle.detail(), waived)));
        checks.orderedStream().flatMap(check -> check.toKnow(handover.casefileId(), clock.instant()).stream())
                .forEach(known -> items.add(item(known.id(), known.what(), true, false, known.detail(), waived)));
        return items;
    }

    private ReadinessItem item(String id, String what, boolean met, boolean confirmable, String detail, Map<String, WaiverStore.Waiver> waived) {
        WaiverStore.Waiver waiver = waived.get(id);
        return new ReadinessItem(id, what, met, confirmable, detail, waiver == null ? null : waiver.by(),
                waiver == null ? null : waiver.reason());
    }

    private ReadinessFacts facts(Handover handover, JsonNode summary) {
        Set<ReadinessCondition> confirmed = EnumSet.noneOf(ReadinessCondition.class);
        for (ReadinessCondition condition : ReadinessCondition.values()) {
            if (condition.confirmedByWorker() && summary.path("confirmations").path(condition.name()).asBoolean(false)) {
                confirmed.add(condition);
            }
        }
        UUID file = handover.casefileId();
        return new ReadinessFacts(confirmed, daysSince(file, EventType.ASSESSMENT), daysSince(file, EventType.VISIT),
                siblings.withOthers(file, handover), SummaryField.empty(summary),
                (int) casefiles.proposals(file).stream().filter(match -> match.outcome() == null).count(),
                handover.type() == HandoverType.LA_TO_LA);
    }

    private Integer daysSince(UUID casefile, EventType type) {
        LocalDate today = Gaps.today(clock);
        return events.last(casefile, type).map(day -> (int) ChronoUnit.DAYS.between(day, today)).orElse(null);
    }

    private static String lacking(ReadinessCondition condition, ReadinessFacts facts) {
        return switch (condition) {
            case H3 -> facts.matchesUndecided() > 0
                    ? "Decide " + count(facts.matchesUndecided(), "proposed match", "proposed matches") + " first, then confirm."
                    : "Not confirmed yet.";
            case H4 -> facts.daysSinceAssessment() == null ? "No assessment is on record."
                    : "The last assessment is " + count(facts.daysSinceAssessment(), "day", "days") + " old.";
            case H5 -> facts.daysSinceSeen() == null ? "No visit is on record."
                    : "The last visit was " + count(facts.daysSinceSeen(), "day", "days") + " ago.";
            case H8 -> count(facts.fieldsEmpty(), "field", "fields") + " of the summary " + (facts.fieldsEmpty() == 1 ? "is" : "are") + " empty.";
            case H14 -> count(facts.siblingsElsewhere(), "brother or sister has", "brothers and sisters have") + " another worker.";
            default -> "Not confirmed yet.";
        };
    }

    private static String count(int n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }
}
