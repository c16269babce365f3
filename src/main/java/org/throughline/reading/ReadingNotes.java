package org.throughline.reading;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.NotFound;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.FamilyHistory;

/** What readers keep for themselves while they read: their notes to entries, and where they stopped. No receipt, and no proof of anything. */
@Service
public class ReadingNotes {

    private final JdbcClient jdbc;
    private final Readings readings;
    private final FamilyHistory history;
    private final Clock clock;

    ReadingNotes(JdbcClient jdbc, Readings readings, FamilyHistory history, Clock clock) {
        this.jdbc = jdbc;
        this.readings = readings;
        this.history = history;
        this.clock = clock;
    }

    /** Marks an entry with "I will use this" (USE) or "I do not understand this" (UNCLEAR). */
    @Transactional
    public void put(UUID readingId, EntryRef entry, String kind, String text) {
        Reading reading = readings.get(readingId);
        if (!history.contains(reading.casefileId(), entry)) {
            throw new NotFound();
        }
        jdbc.sql("""
                insert into reading_note (reader_id, casefile_id, seq, kind, text, at) values (:reader, :file, :seq, :kind, :text, :now)
                on conflict (reader_id, casefile_id, seq, kind) do update set text = excluded.text, at = excluded.at""")
                .param("reader", reading.readerId()).param("file", entry.casefileId()).param("seq", entry.seq())
                .param("kind", kind).param("text", text).param("now", Timestamp.from(clock.instant())).update();
    }

    /** Takes a note away. */
    @Transactional
    public void remove(UUID readingId, EntryRef entry, String kind) {
        jdbc.sql("delete from reading_note where reader_id = :reader and casefile_id = :file and seq = :seq and kind = :kind")
                .param("reader", readings.get(readingId).readerId()).param("file", entry.casefileId()).param("seq", entry.seq()).param("kind", kind).update();
    }

    /** The entries of this family that a reader has marked, with the marks; what was written to an entry that was taken out is given out no more. */
    @Transactional(readOnly = true)
    public Map<EntryRef, List<ItemState.Note>> of(UUID casefileId, UUID readerId) {
        Map<EntryRef, List<ItemState.Note>> notes = new LinkedHashMap<>();
        jdbc.sql("""
                select n.reader_id, n.casefile_id, n.seq, n.kind, case when not is_taken_out(n.casefile_id, n.seq) then n.text end as text from reading_note n join entry e on e.casefile_id = n.casefile_id and e.seq = n.seq
                where n.reader_id = :reader
                  and exists (select 1 from entry_person p join family_member m on m.person_id = p.person_id
                              where m.casefile_id = :file and p.casefile_id = n.casefile_id and p.seq = n.seq)
                order by e.event_date, n.casefile_id, n.seq, n.kind""")
                .param("reader", readerId).param("file", casefileId)
                .query((row, n) -> Map.entry(new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq")),
                        new ItemState.Note(row.getString("kind"), row.getString("text"))))
                .list().forEach(note -> notes.computeIfAbsent(note.getKey(), key -> new ArrayList<>()).add(note.getValue()));
        return notes;
    }

    /** Remembers where the reader is, so that reading resumes there. */
    @Transactional
    public void keepPlace(UUID readingId, EntryRef entry) {
        jdbc.sql("""
                insert into reading_place (manifest_id, casefile_id, seq, at) values (:id, :file, :seq, :now)
                on conflict (manifest_id) do update set casefile_id = excluded.casefile_id, seq = excluded.seq, at = excluded.at""")
                .param("id", readings.get(readingId).id()).param("file", entry.casefileId()).param("seq", entry.seq()).param("now", Timestamp.from(clock.instant())).update();
    }

    @Transactional(readOnly = true)
    public Optional<EntryRef> place(UUID readingId) {
        return jdbc.sql("select casefile_id, seq from reading_place where manifest_id = :id").param("id", readingId)
                .query((row, n) -> new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq"))).optional();
    }
}
