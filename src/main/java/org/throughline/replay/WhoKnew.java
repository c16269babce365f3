package org.throughline.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.throughline.obligation.LevelHolder;

/** Who would have known that something was late, in what office and since when: the highest office first, an office that nobody holds as "nobody". */
final class WhoKnew {

    private static final String NOBODY = "nobody";

    private record Heard(ReplayResult.Owed owed, ReplayResult.Told step) {

        boolean again() {
            return LevelHolder.HIGHEST_TOLD.name().equals(step.holder());
        }

        String name() {
            return step.name() == null ? NOBODY : step.name();
        }
    }

    private WhoKnew() {}

    /** @param owed what had to happen for one child */
    static List<ReplayResult.Knew> of(List<ReplayResult.Owed> owed, LocalDate lastDay, ZoneId zone) {
        Map<String, List<Heard>> heard = new LinkedHashMap<>();
        Set<String> held = owed.stream().flatMap(one -> one.told().stream()).filter(step -> step.name() != null).map(ReplayResult.Told::holder).collect(Collectors.toSet());
        for (ReplayResult.Owed one : owed) {
            for (ReplayResult.Told step : one.told()) {
                Heard told = new Heard(one, step);
                if (step.name() != null || !told.again() && step.holder() != null && !held.contains(step.holder())) { // who holds it was told lower down
                    heard.computeIfAbsent(step.name() == null ? step.holder() : step.name(), who -> new ArrayList<>()).add(told);
                }
            }
        }
        return heard.values().stream().map(all -> knew(all, lastDay, zone))
                .sorted(Comparator.comparingInt(ReplayResult.Knew::level).reversed().thenComparing(ReplayResult.Knew::since).thenComparing(ReplayResult.Knew::name)).toList();
    }

    /** How high an office stands, 0 to 4, whatever the ladder had climbed before another agency owed it. */
    private static int height(LevelHolder office) {
        return switch (office) {
            case OWNER, HIGHEST_TOLD -> 0;
            case LINE_SUPERVISOR, TEAM_OR_DUTY_MANAGER, SAFEGUARDING_LEAD -> 1;
            case SERVICE_MANAGER, SERVICE_OR_OUT_OF_HOURS_MANAGER, DESIGNATED_PROFESSIONAL -> 2;
            case HEAD_OF_SERVICE, PARTNERSHIP_REPRESENTATIVE -> 3;
            case DIRECTOR -> 4;
        };
    }

    private static ReplayResult.Knew knew(List<Heard> all, LocalDate lastDay, ZoneId zone) {
        Heard first = all.stream().min(Comparator.comparing((Heard one) -> one.step().at()).thenComparing(one -> one.owed().dueAt())).orElseThrow();
        LevelHolder highest = all.stream().filter(one -> !one.again() && one.step().holder() != null).map(one -> LevelHolder.valueOf(one.step().holder())).max(Comparator.comparingInt(WhoKnew::height)).orElse(LevelHolder.OWNER);
        Instant since = first.step().at();
        return new ReplayResult.Knew(first.name(), highest.inWords(), height(highest), since,
                ChronoUnit.DAYS.between(LocalDate.ofInstant(since, zone), lastDay), first.owed().rule(), first.owed().what(), (int) all.stream().map(Heard::owed).distinct().count());
    }
}
