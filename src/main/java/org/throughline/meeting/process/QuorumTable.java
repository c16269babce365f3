package org.throughline.meeting.process;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.MeetingTerms.Present;
import org.throughline.workflow.GuardedTable;

/** Table {@code meeting-quorum}: it answers whoever was there, and nobody there is never a quorum (Q1 to Q9). */
@Component
class QuorumTable implements GuardedTable {

    @Override
    public String decisionKey() {
        return HoldingTables.QUORUM;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        Set<String> faults = new LinkedHashSet<>();
        for (MeetingKind kind : MeetingKind.values()) {
            boolean ever = false;
            for (Present present : tries()) {
                try {
                    List<Map<String, Object>> rows = table.apply(HoldingTables.present(kind, present));
                    if (rows.size() != 1) {
                        faults.add("There " + (rows.isEmpty() ? "is no row" : "are " + rows.size() + " rows") + " for a " + kind.inWords() + " where " + present + ". Give it exactly one.");
                    } else {
                        boolean quorate = HoldingTables.quorum(rows.get(0)).quorate();
                        ever |= quorate;
                        if (quorate && !present.socialCare() && present.others() == 0) {
                            faults.add("A " + kind.inWords() + " to which nobody came would be quorate. Mend the row.");
                        }
                    }
                } catch (RuntimeException unanswered) {
                    faults.add("The table cannot judge a " + kind.inWords() + ": " + unanswered.getMessage() + ". Mend the row.");
                }
            }
            if (!ever) {
                faults.add("A " + kind.inWords() + " could never be quorate, not even where everybody came. Give it a row.");
            }
        }
        return List.copyOf(faults);
    }

    /** Nobody, everybody, and everybody but one; few, for the engine needs milliseconds for every question. */
    private static List<Present> tries() {
        List<Present> all = new ArrayList<>();
        all.add(new Present(false, false, false, false, false, 0, 0));
        for (int without = 0; without <= 7; without++) {
            all.add(new Present(without != 1, without != 2, without != 3, without != 4, without != 5, without == 6 ? 1 : 4, without == 6 || without == 7 ? 1 : 4));
        }
        return all;
    }
}
