package org.throughline.chronology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.throughline.reading.Progress;
import org.throughline.reading.Readings;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.ThroughlineTest;

/** One family with 100,000 entries: its last page costs what its first one does. The owner loads it with the triggers off. */
@ThroughlineTest
class LargeFamilyIT {

    private static final int ENTRIES = 100_000;
    private static final int ROUNDS = 15;

    @Autowired
    FamilyWorld world;
    @Autowired
    FamilyHistory history;
    @Autowired
    FamilyPicture picture;
    @Autowired
    Readings readings;
    @Autowired
    OwnerDatabase owner;

    @Test
    void firstMiddleAndLastPageCostTheSame() {
        world.startClock();
        Team team = world.team();
        Family family = world.family(team, 1);
        load(family, team);
        UUID reader = team.outgoing().id();
        LocalDate start = LocalDate.of(1950, 1, 1);
        String first = null;
        String middle = new Cursor(start.plusDays(ENTRIES / 8), family.file(), 0).toString();
        String last = new Cursor(start.plusDays(ENTRIES / 4 - 15), family.file(), 0).toString();
        List<Long> atFirst = new ArrayList<>();
        List<Long> atMiddle = new ArrayList<>();
        List<Long> atLast = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            atFirst.add(nanos(family, reader, first));
            atMiddle.add(nanos(family, reader, middle));
            atLast.add(nanos(family, reader, last));
            atLast.add(nanos(family, reader, last));
            atMiddle.add(nanos(family, reader, middle));
            atFirst.add(nanos(family, reader, first));
        }
        double one = median(atFirst);
        System.out.printf("100,000 entries: first page %.1f ms, middle %.2f of it, last %.2f of it%n", one / 1e6, median(atMiddle) / one, median(atLast) / one);
        assertThat(median(atMiddle) / one).isLessThanOrEqualTo(1.2);
        assertThat(median(atLast) / one).isLessThanOrEqualTo(1.2);
        itsReadingListAndItsPictureAreMade(family, team);
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

    private long nanos(Family family, UUID reader, String cursor) {
        long before = System.nanoTime();
        HistoryPage page = history.page(family.file(), reader, new HistoryQuery(cursor, 50, null, null, false, null));
        long after = System.nanoTime();
        assertThat(page.items()).hasSize(50);
        return after - before;
    }

    private static double median(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private void load(Family family, Team team) {
        owner.withoutTriggers("entry_content", () -> owner.withoutTriggers("entry_person", () -> owner.withoutTriggers("entry", () -> {
            owner.asOwner().sql("""
                    insert into entry (casefile_id, seq, id, kind, event_date, precision, event_type, source_agency_id, provenance, verification, impact_level,
                        key_marked, key_by_rule, words, recorded_at, filed_at, recorded_by, filed_by, origin, standing, format_version, content_hash, previous_hash, hash)
                    select ?, n, gen_random_uuid(), 'ENTRY', date '1950-01-01' + n / 4, 'EXACT', 'HEALTH_CHECK', ?, 'OBSERVED', 'CORROBORATED', 'LOW',
                           n % 500 = 0, false, 9, timestamptz '2026-01-01', timestamptz '2026-01-01', ?, ?, 'IMPORT', 'INFORMATION', 1,
                           decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
                    from generate_series(2, ?) n""")
                    .params(family.file(), team.health(), team.outgoing().id(), team.administrator().id(), ENTRIES).update();
            owner.asOwner().sql("""
                    insert into entry_person (person_id, event_date, casefile_id, seq)
                    select case when seq % 3 = 0 then ?::uuid else ?::uuid end, event_date, casefile_id, seq from entry where casefile_id = ? and seq > 1""")
                    .params(family.father(), family.child(), family.file()).update();
            owner.asOwner().sql("""
                    insert into entry_content (casefile_id, seq, salt, canonical)
                    select casefile_id, seq, decode(repeat('00', 16), 'hex'), '{"summary":"Check number ' || seq || '."}' from entry where casefile_id = ? and seq > 1""")
                    .params(family.file()).update();
        })));
        owner.asOwner().sql("analyze entry").update();
        owner.asOwner().sql("analyze entry_person").update();
        owner.asOwner().sql("analyze entry_content").update();
    }
}
