package org.throughline.risk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.meeting.Mode;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * The prompts that patterns have raised: one open for a family and rule, which a further counted entry raises again; once answered, only a further counted
 * entry raises a new one. Entries of one incident - same day, and somebody in common besides the child - count once.
 */
@Component
class Raised {

    static final String SUBJECT = "PATTERN_PROMPT";
    private static final JsonMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    private final JdbcClient jdbc;
    private final Casefiles casefiles;
    private final Obligations obligations;
    private final Organisation organisation;
    private final WorkingCalendar calendar;
    private final Clock clock;

    Raised(JdbcClient jdbc, Casefiles casefiles, Obligations obligations, Organisation organisation, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.casefiles = casefiles;
        this.obligations = obligations;
        this.organisation = organisation;
        this.calendar = calendar;
        this.clock = clock;
    }

    static String key(UUID prompt) {
        return "pattern-prompt:" + prompt;
    }

    private record Last(UUID id, boolean open, boolean sameIncident) {}

    /** Raises each of these, raises it again, or leaves it as it is. */
    void raise(CasefileView file, List<PatternRow> rows, FiledEntry entry, PatternFacts facts, boolean lookedBack) {
        Map<String, Last> last = last(file.id(), rows, entry);
        Map<Boolean, Optional<Practitioner>> owners = new HashMap<>();
        for (PatternRow row : rows) {
            Last one = last.get(row.ruleId());
            if (one == null || entry.countsFor(row) && !one.sameIncident()) {
                UUID prompt = one != null && one.open() ? one.id() : prompt(file, row, owners.computeIfAbsent(row.toManager(), manager -> owner(file.id(), manager).or(() -> recorder(entry, manager))), entry, lookedBack);
                cause(prompt, entry, one != null, facts);
            }
        }
        toTheHolders(file.id());
    }

    /** What rests on an entry that was sealed from who would owe it is owed by the holder of the seal from the beginning. */
    private void toTheHolders(UUID casefile) {
        jdbc.sql("""
                select o.dedupe_key, h.holder_id from pattern_prompt q join obligation o on o.id = q.obligation_id and o.ended_at is null
                cross join lateral (select r.holder_id from restriction r join entry_person x on x.casefile_id = r.casefile_id and x.seq = r.seq
                                    join family_member m on m.person_id = x.person_id and m.casefile_id = q.casefile_id
                                    where r.level = 'SEALED' and sealed_from(o.owner_id, r.casefile_id, r.seq, :now) order by r.since desc limit 1) h
                where q.casefile_id = :file and q.raised_at = :now and o.owner_id is not null and prompt_is_sealed(q.id, o.owner_id, :now)""")
                .param("file", casefile).param("now", Timestamp.from(now())).query((row, n) -> Map.entry(row.getString("dedupe_key"), row.getObject("holder_id", UUID.class))).list()
                .forEach(kept -> obligations.reassign(kept.getKey(), kept.getValue()));
    }

    private Map<String, Last> last(UUID casefile, List<PatternRow> rows, FiledEntry entry) {
        Map<String, Last> last = new HashMap<>();
        jdbc.sql("""
                select distinct on (q.rule_id) q.rule_id, q.id,
                       not exists (select 1 from pattern_answer a where a.prompt_id = q.id) and not exists (select 1 from obligation o where o.id = q.obligation_id and o.ended_at is not null) as open,
                       exists (select 1 from pattern_prompt_cause c where c.prompt_id = q.id and (c.entry_file = :entryFile and c.entry_seq = :seq
                           or c.event_date = :day and exists (select 1 from entry_person x join entry_person y on y.person_id = x.person_id
                               where x.casefile_id = c.entry_file and x.seq = c.entry_seq and y.casefile_id = :entryFile and y.seq = :seq
                                 and x.person_id <> (select person_id from casefile where id = :file)))) as same
                from pattern_prompt q where q.casefile_id = :file and q.rule_id in (:rules) order by q.rule_id, q.raised_at desc, q.id desc""")
                .param("file", casefile).param("rules", rows.stream().map(PatternRow::ruleId).toList()).param("day", entry.day()).param("entryFile", entry.ref().casefileId())
                .param("seq", entry.ref().seq()).query(row -> {
                    last.put(row.getString("rule_id"), new Last(row.getObject("id", UUID.class), row.getBoolean("open"), row.getBoolean("same")));
                });
        return last;
    }

    private UUID prompt(CasefileView file, PatternRow row, Optional<Practitioner> owner, FiledEntry entry, boolean lookedBack) {
        return make(file, row.ruleId(), row.asks(), row.because(), row.mode(), row.toManager(), row.serious(), row.counts(), calendar.due(now(), row.within(), file.jurisdiction()), row.within().unit().name(),
                owner.map(Practitioner::id).orElse(null), owner.map(Practitioner::agencyId).orElse(entry.sourceAgency()), lookedBack, null);
    }

    /** The responsible worker, or that one's manager; nobody where nobody is responsible. */
    Optional<Practitioner> owner(UUID casefile, boolean toManager) {
        return casefiles.responsible(casefile).map(worker -> toManager ? organisation.lineSupervisorOf(worker).orElseGet(() -> organisation.get(worker)) : organisation.get(worker));
    }

    /** Before anybody is responsible, whoever recorded it for their own agency owes it, or that one's manager. */
    private Optional<Practitioner> recorder(FiledEntry entry, boolean toManager) {
        if (entry.recordedBy() == null || !entry.sourceAgency().equals(entry.recorderAgency())) {
            return Optional.empty();
        }
        Optional<Practitioner> manager = toManager ? organisation.lineSupervisorOf(entry.recordedBy()) : Optional.empty();
        return manager.or(() -> organisation.find(entry.recordedBy()));
    }

    private UUID make(CasefileView file, String rule, String asks, String because, Mode mode, boolean toManager, boolean serious, List<String> counts, Instant due, String unit, UUID owner, UUID agency, boolean lookedBack, UUID againAfter) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        UUID obligation = mode != Mode.ENFORCE ? null : obligations.open(new NewObligation(key(id), file.id(), SUBJECT, id, rule, asks, owner, agency, due,
                DueUnit.valueOf(unit), false));
        jdbc.sql("""
                insert into pattern_prompt (id, casefile_id, rule_id, asks, because, mode, to_manager, serious, counts, raised_at, due_at, obligation_id, looked_back, again_after)
                values (:id, :file, :rule, :asks, :because,
                    :mode, :manager, :serious, :counts, :now, :due, :obligation, :back, :after)""")
                .param("id", id).param("file", file.id()).param("rule", rule).param("asks", asks).param("because", because).param("mode", mode.name()).param("manager", toManager).param("serious", serious).param("counts", counts.toArray(String[]::new))
                .param("now", Timestamp.from(now())).param("due", Timestamp.from(due)).param("obligation", obligation).param("back", lookedBack).param("after", againAfter).update();
        return id;
    }

    private void cause(UUID prompt, FiledEntry entry, boolean again, PatternFacts facts) {
        jdbc.sql("""
                insert into pattern_prompt_cause (prompt_id, entry_file, entry_seq, event_date, raised_at, again, facts)
                values (:prompt, :file, :seq, :day, :now, :again, :facts::jsonb) on conflict do nothing""")
                .param("prompt", prompt).param("file", entry.ref().casefileId()).param("seq", entry.ref().seq()).param("day", entry.day()).param("now", Timestamp.from(now()))
                .param("again", again).param("facts", kept(facts)).update();
    }

    private static String kept(PatternFacts facts) {
        try {
            return JSON.writeValueAsString(facts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Who looked a second time did not agree: the same question, with the same causes, for a decision anew, as soon as the second look itself was (PP4). */
    void raiseAnew(UUID prompt) {
        record Asked(UUID file, String rule, String asks, String because, boolean manager, boolean serious, List<String> counts) {}
        Asked asked = jdbc.sql("select * from pattern_prompt where id = :id").param("id", prompt).query((row, n) -> new Asked(row.getObject("casefile_id", UUID.class), row.getString("rule_id"),
                row.getString("asks"), row.getString("because"), row.getBoolean("to_manager"), row.getBoolean("serious"), List.of((String[]) row.getArray("counts").getArray()))).single();
        CasefileView file = casefiles.get(asked.file());
        int days = jdbc.sql("select rule_number('PP4')::int").query(Integer.class).single();
        Practitioner owner = owner(file.id(), asked.manager()).orElse(null);
        UUID anew = make(file, asked.rule(), asked.asks(), asked.because(), Mode.ENFORCE, asked.manager(), asked.serious(), asked.counts(),
                calendar.due(now(), new Limit(days, DueUnit.WORKING_DAYS), file.jurisdiction()), "WORKING_DAYS",
                owner == null ? null : owner.id(), owner == null ? file.agencyId() : owner.agencyId(), false, prompt);
        jdbc.sql("""
                insert into pattern_prompt_cause (prompt_id, entry_file, entry_seq, event_date, raised_at, again, facts)
                select :anew, entry_file, entry_seq, event_date, raised_at, again, facts from pattern_prompt_cause where prompt_id = :prompt""")
                .param("anew", anew).param("prompt", prompt).update();
    }
}
