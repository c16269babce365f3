package org.throughline.chronology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.meeting.MeetingWalk;
import org.throughline.meeting.MeetingWalk.Round;
import org.throughline.reading.Progress;
import org.throughline.reading.Readings;
import org.throughline.testing.CountedStatements;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.LargeFamily;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.ThroughlineTest;

/** One family with 100,000 entries: its last page costs what its first one does. The owner loads it with the triggers off. */
@ThroughlineTest
class LargeFamilyIT {

    private static final int ENTRIES = 100_000;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 40;
    private static final int MEASUREMENTS = 3;

    @Autowired
    FamilyWorld world;
    @Autowired
    FamilyHistory history;
    @Autowired
    FamilyPicture picture;
    @Autowired
    Readings readings;
    @Autowired
    LargeFamily large;
    @Autowired
    MeetingWalk walk;
    @Autowired
    OwnerDatabase owner;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;

    @Test
    void firstMiddleAndLastPageCostTheSame() {
        world.startClock();
        Round round = walk.round(1);
        Family family = round.family();
        Team team = family.team();
        large.fill(family, ENTRIES);
        LocalDate start = LocalDate.of(1950, 1, 1);
        String middle = new Cursor(start.plusDays(ENTRIES / 8), family.file(), 0).toString();
        String last = new Cursor(start.plusDays(ENTRIES / 4 - 15), family.file(), 0).toString();
        Page page = cursor -> history.page(family.file(), team.outgoing().id(), new HistoryQuery(cursor, 50, null, null, false, null));
        theDatabaseReadsAsMuch(page, middle, last);
        itTakesAsLong(page, middle, last);
        itsReadingListAndItsPictureAreMade(family, team);
        anEntryThatCallsForMeetingsCostsNoMoreStatements(round);
    }

    private interface Page {
        HistoryPage from(String cursor);
    }

    /** What does not depend on how busy the machine is: the blocks that the database touches for a page. */
    private void theDatabaseReadsAsMuch(Page page, String middle, String last) {
        double[] pages = {blocks(page, null), blocks(page, middle), blocks(page, last)};
        System.out.printf("100,000 entries: first page reads %.0f blocks, middle %.2f of it, last %.2f of it%n", pages[0], pages[1] / pages[0], pages[2] / pages[0]);
        Arrays.sort(pages);
        assertThat(pages[0]).as("the blocks of fifty entries are counted").isGreaterThan(50);
        assertThat(pages[2] / pages[0]).as("the dearest of the three pages, in cheapest ones").isLessThanOrEqualTo(1.2);
    }

    private long blocks(Page page, String cursor) {
        return transaction.execute(status -> {
            long before = blocksOfThisTransaction();
            assertThat(page.from(cursor).items()).hasSize(50);
            return blocksOfThisTransaction() - before;
        });
    }

    private long blocksOfThisTransaction() {
        return jdbc.sql("select sum(pg_stat_get_xact_blocks_fetched(oid)) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'i', 't')")
                .query(Long.class).single();
    }

    /** The quickest tenth tells what a page costs; what other work on the machine adds is above it. A spoilt measurement is made again. */
    private void itTakesAsLong(Page page, String middle, String last) {
        double best = Double.MAX_VALUE;
        for (int measurement = 1; measurement <= MEASUREMENTS && best > 1.2; measurement++) {
            List<Long> atFirst = new ArrayList<>();
            List<Long> atMiddle = new ArrayList<>();
            List<Long> atLast = new ArrayList<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                if (round == 0) {
                    List.of(atFirst, atMiddle, atLast).forEach(List::clear);
                }
                atFirst.add(nanos(page, null));
                atMiddle.add(nanos(page, middle));
                atLast.add(nanos(page, last));
                atLast.add(nanos(page, last));
                atMiddle.add(nanos(page, middle));
                atFirst.add(nanos(page, null));
            }
            double[] pages = {quickestTenth(atFirst), quickestTenth(atMiddle), quickestTenth(atLast)};
            System.out.printf("100,000 entries: first page %.1f ms, middle %.2f of it, last %.2f of it (measurement %d)%n",
                    pages[0] / 1e6, pages[1] / pages[0], pages[2] / pages[0], measurement);
            Arrays.sort(pages);
            best = Math.min(best, pages[2] / pages[0]);
        }
        assertThat(best).as("the slowest of the three pages, in quickest ones").isLessThanOrEqualTo(1.2);
    }

    private void itsReadingListAndItsPictureAreMade(Family family, Team team) {
        UUID reading = readings.begin(family.file(), team.incoming().id());
        long before = System.nanoTime();
        Progress progress = readings.progress(reading);
        System.out.printf("100,000 entries: progress of a reading in %.1f s%n", (System.nanoTime() - before) / 1e9);
        assertThat(progress.total()).isEqualTo(ENTRIES);
        assertThat(progress.keyTotal()).isEqualTo(ENTRIES / 500);
        assertThat(readings.lack(family.file(), team.incoming().id())).hasSize(ENTRIES);
        assertThat(picture.timeline(family.file(), team.incoming().id()).events()).as("only key entries and moves are drawn").hasSize(ENTRIES / 500);
        assertThat(picture.glance(family.file(), team.incoming().id()).entries()).isEqualTo(ENTRIES);
    }

    /** Facts, rules, duties, meetings and their first steps: as many questions to the database as in a family with one entry. */
    private void anEntryThatCallsForMeetingsCostsNoMoreStatements(Round round) {
        owner.asOwner().sql("update chain_head h set seq = e.seq, hash = e.hash from entry e where h.casefile_id = :file and e.casefile_id = h.casefile_id and e.seq = :last")
                .param("file", round.family().file()).param("last", ENTRIES).update();
        walk.record(walk.round(1), EventType.INJURY, "STRATEGY"); // the tables have answered these questions
        Round small = walk.round(1);
        long few = CountedStatements.of(() -> walk.record(small, EventType.INJURY, "STRATEGY"));
        long before = System.nanoTime();
        long many = CountedStatements.of(() -> walk.record(round, EventType.INJURY, "STRATEGY"));
        System.out.printf("100,000 entries: an entry that calls for meetings sends %d statements, as in a family with one entry, in %.2f s%n", many, (System.nanoTime() - before) / 1e9);
        assertThat(many).isEqualTo(few);
    }

    private static long nanos(Page page, String cursor) {
        long before = System.nanoTime();
        HistoryPage read = page.from(cursor);
        long after = System.nanoTime();
        assertThat(read.items()).hasSize(50);
        return after - before;
    }

    private static double quickestTenth(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 10);
    }
}
