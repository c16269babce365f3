package org.throughline.risk;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Refusal;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** After so many declined prompts of one child (PP3) somebody else looks at them: the line of who declined, and never who declined one (GD3, X13). */
@Component
class SecondLooks {

    static final String SUBJECT = "PROMPT_SECOND_LOOK";
    private static final String RULE = "X13";

    private final JdbcClient jdbc;
    private final Raised raised;
    private final WhoDecides who;
    private final Casefiles casefiles;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Outbox outbox;
    private final WorkingCalendar calendar;
    private final Access access;
    private final Clock clock;

    SecondLooks(JdbcClient jdbc, Raised raised, WhoDecides who, Casefiles casefiles, Obligations obligations, Organisation organisation, Outbox outbox, WorkingCalendar calendar, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.raised = raised;
        this.who = who;
        this.casefiles = casefiles;
        this.obligations = obligations;
        this.organisation = organisation;
        this.outbox = outbox;
        this.calendar = calendar;
        this.access = access;
        this.clock = clock;
    }

    private record Declined(UUID prompt, UUID by) {}

    /** One more was declined; where these are enough, somebody looks at all that nobody has looked at yet. */
    void declined(UUID casefile, Practitioner by) {
        List<Declined> declined = jdbc.sql("""
                select a.prompt_id, a.answered_by from pattern_answer a join pattern_prompt q on q.id = a.prompt_id
                where q.casefile_id = :file and a.outcome = 'NO_ACTION' and not exists (select 1 from pattern_second_look_prompt l where l.prompt_id = a.prompt_id)""")
                .param("file", casefile).query((row, n) -> new Declined(row.getObject("prompt_id", UUID.class), row.getObject("answered_by", UUID.class))).list();
        if (declined.size() < number("PP3")) {
            return;
        }
        Set<UUID> decliners = new HashSet<>();
        declined.forEach(one -> decliners.add(one.by()));
        Practitioner looker = above(by, decliners).orElse(null);
        UUID look = UuidCreator.getTimeOrderedEpoch();
        Instant due = calendar.due(clock.instant(), new Limit(number("PP4"), DueUnit.WORKING_DAYS), casefiles.get(casefile).jurisdiction());
        UUID obligation = obligations.open(new NewObligation("pattern-second-look:" + look, casefile, SUBJECT, look, RULE, "Read the history first, and look a second time at the patterns that were declined",
                looker == null ? null : looker.id(), looker == null ? by.agencyId() : looker.agencyId(), due, DueUnit.WORKING_DAYS, false));
        jdbc.sql("insert into pattern_second_look (id, casefile_id, asked_at, obligation_id) values (:id, :file, :now, :obligation)")
                .param("id", look).param("file", casefile).param("now", now()).param("obligation", obligation).update();
        if (looker != null) {
            outbox.put(new Notice("pattern-second-look:" + look, looker.id(), NoticeKind.WAITS, false));
        }
        declined.forEach(one -> jdbc.sql("insert into pattern_second_look_prompt (prompt_id, look_id) values (:prompt, :look)").param("prompt", one.prompt()).param("look", look).update());
    }

    private int number(String rule) {
        return jdbc.sql("select rule_number(:rule)::int").param("rule", rule).query(Integer.class).single();
    }

    /** The next in the line who declined none of them. */
    private Optional<Practitioner> above(Practitioner by, Set<UUID> decliners) {
        Set<UUID> seen = new HashSet<>();
        Optional<Practitioner> level = organisation.lineSupervisorOf(by.id());
        while (level.isPresent() && decliners.contains(level.get().id()) && seen.add(level.get().id())) {
            level = organisation.lineSupervisorOf(level.get().id());
        }
        return level.filter(person -> !decliners.contains(person.id()));
    }

    private record Look(UUID id, UUID obligation, boolean ended) {}

    void look(OpenPrompt prompt, Boolean agrees, String words, Practitioner by) {
        Look look = jdbc.sql("""
                select k.id, k.obligation_id, exists (select 1 from pattern_second_look_end e where e.look_id = k.id) as ended
                from pattern_second_look k join pattern_second_look_prompt l on l.look_id = k.id where l.prompt_id = :id""").param("id", prompt.id())
                .query((row, n) -> new Look(row.getObject("id", UUID.class), row.getObject("obligation_id", UUID.class), row.getBoolean("ended"))).optional()
                .orElseThrow(() -> new Refusal("Nobody is asked to look at this a second time.", "nothing-to-do"));
        ObligationView owed = obligations.get(look.obligation());
        if (look.ended() || owed.endedAt() != null) {
            throw new Refusal("Somebody has looked at this a second time already.", "already-done");
        }
        if (decliners(look.id()).contains(by.id())) {
            throw new Refusal("You declined one of these yourself. Somebody else looks a second time.", "maker-is-not-checker");
        }
        if (!who.isFor(owed, prompt.id(), by)) {
            throw new Refusal(owed.ownerId() == null ? "This is for somebody of the agency that owes it." : "This is for " + organisation.get(owed.ownerId()).name() + ", or whoever signs for them.",
                    "not-yours");
        }
        List<Invalid.Fault> faults = new ArrayList<>();
        if (agrees == null) {
            faults.add(new Invalid.Fault("agrees", "Say whether you agree that nothing follows."));
        }
        if (AnswerFaults.text(words) == null) {
            faults.add(new Invalid.Fault("words", "Say in your own words why."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        access.allowedByDuty(by, prompt.casefile(), "Looked a second time at declined patterns");
        jdbc.sql("insert into pattern_second_look_end (look_id, agrees, words, looked_by, looked_at) values (:look, :agrees, :words, :by, :now)")
                .param("look", look.id()).param("agrees", agrees).param("words", words.strip()).param("by", by.id()).param("now", now()).update();
        obligations.met(owed.dedupeKey(), by.id());
        if (!agrees) {
            askedAnew(look.id()).forEach(raised::raiseAnew);
        }
    }

    private Set<UUID> decliners(UUID look) {
        return new HashSet<>(jdbc.sql("select a.answered_by from pattern_answer a join pattern_second_look_prompt l on l.prompt_id = a.prompt_id where l.look_id = :look").param("look", look)
                .query(UUID.class).list());
    }

    /** Those that no further entry has raised anew meanwhile, once for each rule. */
    private List<UUID> askedAnew(UUID look) {
        return jdbc.sql("""
                select distinct on (q.rule_id) q.id from pattern_second_look_prompt l join pattern_prompt q on q.id = l.prompt_id where l.look_id = :look
                  and not exists (select 1 from pattern_prompt n join obligation o on o.id = n.obligation_id where n.casefile_id = q.casefile_id and n.rule_id = q.rule_id and o.ended_at is null)
                order by q.rule_id, q.raised_at desc, q.id desc""").param("look", look).query(UUID.class).list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
