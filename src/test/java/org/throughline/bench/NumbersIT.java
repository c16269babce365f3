package org.throughline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EventType;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.FamilyPicture;
import org.throughline.chronology.HistoryQuery;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.ImportedEntry;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverWalk;
import org.throughline.reading.Readings;
import org.throughline.testing.CountedStatements;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.LargeFamily;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/**
 * What reading and writing cost: ratios of two ways measured in turns, seconds where there is one way only, and statements, which
 * repeat exactly. The test cluster does not wait for its disk, so the seconds flatter writes. The table is kept in {@code target/bench/report.md}.
 */
@Tag("bench")
@ThroughlineTest
class NumbersIT {

    private static final int LARGE = 100_000;
    private static final Report REPORT = new Report();

    @Autowired FamilyWorld world;
    @Autowired LargeFamily large;
    @Autowired Chronology chronology;
    @Autowired FamilyHistory history;
    @Autowired FamilyPicture picture;
    @Autowired Readings readings;
    @Autowired HandoverWalk walk;

    private Team team;

    @BeforeEach
    void build() {
        world.startClock();
        team = world.team();
    }

    @Test
    void readingAHundredThousandEntries() {
        Family family = world.family(team, 1);
        large.fill(family, LARGE);
        Family small = world.family(team, 100);
        UUID reader = team.outgoing().id();
        double[] page = REPORT.inTurns(() -> history.page(family.file(), reader, HistoryQuery.first(50)), () -> history.page(small.file(), reader, HistoryQuery.first(50)));
        REPORT.line("B4 first page of 100,000 entries", "%.1f ms, %.2f of the same in 100 entries", page[0], page[0] / page[1]);
        UUID reading = readings.begin(family.file(), team.incoming().id());
        REPORT.once("progress of a reading of 100,000 entries", () -> readings.progress(reading));
        REPORT.once("what is lacking of 100,000 entries, by name", () -> readings.lack(family.file(), team.incoming().id()));
        REPORT.once("picture of 100,000 entries", () -> picture.timeline(family.file(), reader));
    }

    @Test
    void importingTwentyThousandRows() {
        Family family = world.family(team, 1);
        int rows = 20_000;
        List<ImportedEntry> entries = IntStream.range(0, rows).mapToObj(n -> row(family, n)).toList();
        double seconds = REPORT.once("import of 20,000 rows into one chain", () -> chronology.importEntries(entries, team.administrator()));
        REPORT.line("rows imported in a second", "%.0f", rows / seconds);
        REPORT.once("B9 verification of that chain", () -> history.verify(family.file()));
        assertThat(history.verify(family.file()).intact()).isTrue();
    }

    @Test
    void appendingAndInterventions() {
        Family family = world.family(team, 50);
        double[] both = REPORT.inTurns(() -> chronology.append(family.file(), world.visit(family, team.outgoing()), team.outgoing(), null),
                () -> chronology.append(family.file(), world.fact(family, "The baby was weighed."), team.visitor(), null));
        REPORT.line("B2 an intervention with the gate", "%.1f ms, %.2f of a fact without it", both[0], both[0] / both[1]);
        REPORT.line("statements of an intervention", "%d", CountedStatements.of(() -> chronology.append(family.file(), world.visit(family, team.outgoing()), team.outgoing(), null)));
        REPORT.line("statements of a history page", "%d", CountedStatements.of(() -> history.page(family.file(), team.outgoing().id(), HistoryQuery.first(50))));
    }

    @Test
    void aWholeHandover() {
        for (int entries : new int[] {5, 40}) {
            Family family = world.family(team, entries);
            long[] statements = new long[1];
            double seconds = REPORT.once("B1 a handover with " + entries + " entries, from the request to the signature", () -> statements[0] = CountedStatements.of(() -> signed(family)));
            REPORT.line("statements of a handover with " + entries + " entries", "%d", statements[0]);
            assertThat(seconds).isPositive();
        }
    }

    @AfterAll
    static void print() throws IOException {
        REPORT.keep();
    }

    private UUID signed(Family family) {
        UUID handover = walk.request(family);
        while (walk.step(handover) != HandoverStep.TELL_FAMILY) {
            walk.next(family, handover);
        }
        return handover;
    }

    private ImportedEntry row(Family family, int n) {
        LocalDate day = LocalDate.ofInstant(TestClock.get().instant(), ZoneOffset.UTC).minusDays(n / 20 + 1);
        EntryDraft draft = new EntryDraft(day, Precision.EXACT, EventType.HEALTH_CHECK, team.health(), "record", List.of(n % 3 == 0 ? family.father() : family.child()),
                "Row number " + n + ", as another system had it.", Provenance.OBSERVED, Verification.CORROBORATED, null, "What it means.", ImpactLevel.LOW, "noted",
                "none: routine", false, Map.of(), null);
        return new ImportedEntry(family.file(), "R-" + n, draft, day.atTime(16, 0).toInstant(ZoneOffset.UTC), null);
    }
}
