package org.throughline.authority;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.casefile.Casefiles;
import org.throughline.organisation.Practitioner;

/** What the worker on duty leaves for the responsible worker, who must read it (domain 3). */
@Service
public class HandBackNotes {

    /** @param readAt when the asking reader acknowledged it; null while not */
    public record Note(UUID authorityId, String by, Instant writtenAt, String text, Instant mayAcknowledgeAt, Instant readAt) {}

    private final JdbcClient jdbc;
    private final AuthorityRows rows;
    private final AuthorityDuties duties;
    private final Casefiles casefiles;
    private final RuleValues rules;
    private final Clock clock;

    HandBackNotes(JdbcClient jdbc, AuthorityRows rows, AuthorityDuties duties, Casefiles casefiles, RuleValues rules, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.duties = duties;
        this.casefiles = casefiles;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Writes the note; it stays as it is.
     *
     * @throws NotFound where this worker did not take this duty
     * @throws Refusal {@code already-done}
     */
    @Transactional
    public void write(UUID authorityId, Practitioner worker, String text) {
        AuthorityView duty = rows.get(authorityId);
        if (!"DUTY".equals(duty.kind()) || !duty.practitionerId().equals(worker.id())) {
            throw new NotFound();
        }
        if (text == null || text.isBlank()) {
            throw new Invalid(List.of(new Invalid.Fault("text", "Write what you found, what you did, and what should happen next; or that you did not go.")));
        }
        int written = jdbc.sql("insert into hand_back_note (authority_id, text, written_by, written_at) values (:id, :text, :by, :at) on conflict do nothing")
                .param("id", authorityId).param("text", text.strip()).param("by", worker.id()).param("at", Timestamp.from(clock.instant())).update();
        if (written == 0) {
            throw new Refusal("The note of this duty is written already. Record what came later as an entry.", "already-done");
        }
        duties.handedBack(casefiles.get(duty.casefileId()), worker, authorityId);
    }

    /** The notes of a case file, the newest first; given out to this reader from now on. The caller demands the right to the history. */
    @Transactional
    public List<Note> of(UUID casefileId, Practitioner reader) {
        jdbc.sql("""
                insert into hand_back_receipt (authority_id, reader_id, given_at)
                select n.authority_id, :reader, :now from hand_back_note n join authority a on a.id = n.authority_id
                where a.casefile_id = :file and n.written_by <> :reader on conflict do nothing""")
                .param("reader", reader.id()).param("now", Timestamp.from(clock.instant())).param("file", casefileId).update();
        return jdbc.sql("""
                select n.*, p.name, r.given_at, r.acknowledged_at from hand_back_note n
                join authority a on a.id = n.authority_id join practitioner p on p.id = n.written_by
                left join hand_back_receipt r on r.authority_id = n.authority_id and r.reader_id = :reader
                where a.casefile_id = :file order by n.written_at desc, n.authority_id""")
                .param("reader", reader.id()).param("file", casefileId)
                .query((row, n) -> new Note(row.getObject("authority_id", UUID.class), row.getString("name"), row.getTimestamp("written_at").toInstant(), row.getString("text"),
                        row.getTimestamp("given_at") == null ? null : takes(row.getTimestamp("given_at").toInstant(), row.getString("text")),
                        row.getTimestamp("acknowledged_at") == null ? null : row.getTimestamp("acknowledged_at").toInstant())).list();
    }

    /** Acknowledges a note. @throws Refusal {@code too-soon}, {@code not-opened} */
    @Transactional
    public void acknowledge(UUID casefileId, UUID authorityId, Practitioner reader) {
        Note note = of(casefileId, reader).stream().filter(one -> one.authorityId().equals(authorityId)).findFirst().orElseThrow(NotFound::new);
        Instant now = clock.instant();
        if (note.mayAcknowledgeAt() == null || now.isBefore(note.mayAcknowledgeAt())) {
            throw new Refusal("Please take a moment: read the note first.", "too-soon");
        }
        jdbc.sql("update hand_back_receipt set acknowledged_at = :at where authority_id = :id and reader_id = :reader and acknowledged_at is null")
                .param("at", Timestamp.from(now)).param("id", authorityId).param("reader", reader.id()).update();
        duties.noteRead(authorityId, reader, casefiles.responsible(casefileId).filter(reader.id()::equals).isPresent());
    }

    private Instant takes(Instant from, String text) {
        return from.plus(Duration.ofMillis(1000L * text.split("\\s+").length / rules.whole("RR3")));
    }
}
