package org.throughline.authority;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.chronology.EntryRef;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * Somebody answers for an act made without authority (domain 3): the worker's line supervisor, that one's deputy, or whoever was asked in
 * their place. The answer stays beside the act, and ends what was owed.
 */
@Service
public class ActAnswers {

    /** What is said of the act, looking back. */
    public enum Outcome { HAD_TO_BE_DONE, BETTER_OTHERWISE, NOT_JUSTIFIED }

    /** @param words what follows from it */
    public record Answer(Outcome outcome, String words, String by, Instant at) {}

    /** @param answer null while nobody has answered @param theirs whether it is for this reader to answer */
    public record Act(EntryRef entry, String worker, String why, Answer answer, boolean theirs) {}

    private record Marked(UUID actedBy, String why) {}

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Clock clock;

    ActAnswers(JdbcClient jdbc, Obligations obligations, Organisation organisation, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.organisation = organisation;
        this.clock = clock;
    }

    static String key(EntryRef entry) {
        return "without-authority:" + entry.casefileId() + ":" + entry.seq();
    }

    /** The act and what was answered. The caller decides who may look. @throws NotFound where the entry is no act made without authority */
    @Transactional(readOnly = true)
    public Act of(EntryRef entry, Practitioner reader) {
        Marked marked = marked(entry);
        return new Act(entry, organisation.get(marked.actedBy()).name(), marked.why(), given(entry).orElse(null), isTheirs(entry, marked, reader));
    }

    /**
     * Answers, once.
     *
     * @param words what follows from it; never empty
     * @throws NotFound for everybody whose it is not to answer
     * @throws Invalid  naming everything that is missing
     * @throws Refusal  {@code already-done}
     */
    @Transactional
    public void answer(EntryRef entry, Outcome outcome, String words, Practitioner by) {
        if (!isTheirs(entry, marked(entry), by)) {
            throw new NotFound();
        }
        List<Fault> faults = new ArrayList<>();
        if (outcome == null) {
            faults.add(new Fault("outcome", "Choose what you think of it."));
        }
        if (words == null || words.isBlank()) {
            faults.add(new Fault("words", "Write what follows from it, for the family and for the worker. One sentence is enough."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        int written = jdbc.sql("""
                insert into marked_act_answer (casefile_id, seq, outcome, words, answered_by, answered_at) values (:file, :seq, :outcome, :words, :by, :at)
                on conflict do nothing""")
                .param("file", entry.casefileId()).param("seq", entry.seq()).param("outcome", outcome.name()).param("words", words.strip())
                .param("by", by.id()).param("at", Timestamp.from(clock.instant())).update();
        if (written == 0) {
            Answer given = given(entry).orElseThrow();
            throw new Refusal(given.by() + " has answered for this already. Load the page again to see it.", "already-done");
        }
        obligations.met(key(entry), by.id());
    }

    private boolean isTheirs(EntryRef entry, Marked marked, Practitioner person) {
        return !person.id().equals(marked.actedBy()) && (organisation.signsFor(person.id(), marked.actedBy(), clock.instant())
                || obligations.open(key(entry)).filter(owed -> person.id().equals(owed.ownerId())).isPresent());
    }

    private Marked marked(EntryRef entry) {
        return jdbc.sql("select acted_by, mark_reason from entry where casefile_id = :file and seq = :seq and standing = 'MARKED'")
                .param("file", entry.casefileId()).param("seq", entry.seq())
                .query((row, n) -> new Marked(row.getObject("acted_by", UUID.class), row.getString("mark_reason"))).optional().orElseThrow(NotFound::new);
    }

    private Optional<Answer> given(EntryRef entry) {
        return jdbc.sql("select a.*, p.name from marked_act_answer a join practitioner p on p.id = a.answered_by where a.casefile_id = :file and a.seq = :seq")
                .param("file", entry.casefileId()).param("seq", entry.seq())
                .query((row, n) -> new Answer(Outcome.valueOf(row.getString("outcome")), row.getString("words"), row.getString("name"),
                        row.getTimestamp("answered_at").toInstant())).optional();
    }
}
