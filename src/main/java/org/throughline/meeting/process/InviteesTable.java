package org.throughline.meeting.process;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.meeting.ChildState;
import org.throughline.meeting.MeetingKind;
import org.throughline.organisation.AgencyKind;
import org.throughline.workflow.GuardedTable;

/** Table {@code meeting-invitees}: no meeting without two agencies that must be asked, and no office that the application does not know (IN1 to IN9). */
@Component
class InviteesTable implements GuardedTable {

    private static final Set<String> OFFICES = Stream.concat(Stream.of("PARENTS", "CHILD", "FIRST_LINE_MANAGER"), Stream.of(AgencyKind.values()).map(Enum::name)).collect(Collectors.toSet());
    /** Where at least two agencies cannot be demanded whoever works with the family, since only who works with it is asked. */
    private static final Set<MeetingKind> BY_INVOLVEMENT = EnumSet.of(MeetingKind.CORE_GROUP, MeetingKind.PLANNING);

    @Override
    public String decisionKey() {
        return HoldingTables.INVITEES;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        Set<String> faults = new LinkedHashSet<>();
        for (MeetingKind kind : MeetingKind.values()) {
            for (ChildState child : List.of(ChildState.UNBORN, ChildState.INFANT, ChildState.CHILD)) {
                for (EnumSet<AgencyKind> involved : List.of(EnumSet.noneOf(AgencyKind.class), EnumSet.allOf(AgencyKind.class))) {
                    fault(kind, child, involved, table, faults);
                }
            }
        }
        return List.copyOf(faults);
    }

    private static void fault(MeetingKind kind, ChildState child, EnumSet<AgencyKind> involved, Function<Map<String, Object>, List<Map<String, Object>>> table, Set<String> faults) {
        try {
            List<String> must = new ArrayList<>();
            for (Map<String, Object> row : table.apply(HoldingTables.invitees(kind, child, involved))) {
                var demand = HoldingTables.demand(row);
                if (!OFFICES.contains(demand.office())) {
                    faults.add("The application does not know the office \"" + demand.office() + "\". Use a kind of agency, PARENTS, CHILD or FIRST_LINE_MANAGER.");
                }
                if (demand.must() && Stream.of(AgencyKind.values()).anyMatch(one -> one.name().equals(demand.office()))) {
                    must.add(demand.office());
                }
            }
            if (must.stream().distinct().count() < (BY_INVOLVEMENT.contains(kind) && involved.isEmpty() ? 1 : 2)) {
                faults.add("A " + kind.inWords() + " would be convened without two agencies that must be asked. Give it rows.");
            }
        } catch (RuntimeException unanswered) {
            faults.add("The table cannot say who is asked to a " + kind.inWords() + ": " + unanswered.getMessage() + ". Mend the row.");
        }
    }
}
