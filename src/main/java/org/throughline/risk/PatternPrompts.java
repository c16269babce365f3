package org.throughline.risk;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Families;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** A pattern asks, a person decides: something follows, which somebody does by a day, or nothing does, on named evidence (GD2). A second person looks at what was declined (GD3). */
@Service
public class PatternPrompts {

    static final String ACTION = "PROMPT_ACTION";

    private final JdbcClient jdbc;
    private final AnswerFaults faults;
    private final WhoDecides who;
    private final SecondLooks looks;
    private final Families families;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Outbox outbox;
    private final WorkingCalendar calendar;
    private final Access access;
    private final Clock clock;

    PatternPrompts(JdbcClient jdbc, AnswerFaults faults, WhoDecides who, SecondLooks looks, Families families, Obligations obligations, Organisation organisation, Outbox outbox,
            WorkingCalendar calendar, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.faults = faults;
        this.who = who;
        this.looks = looks;
        this.families = families;
        this.obligations = obligations;
        this.organisation = organisation;
        this.outbox = outbox;
        this.calendar = calendar;
        this.access = access;
        this.clock = clock;
    }

    static String actionKey(UUID prompt) {
        return "pattern-action:" + prompt;
    }

    /**
     * Answers it; its obligation is met then.
     *
     * @throws NotFound where this person may not know of it
     * @throws Refusal  {@code not-yours} where it is for somebody else, {@code already-done} where it was answered or has ended, {@code history-first} where it is a
     *                  responsible worker's who may not act yet
     * @throws Invalid  with every fault at once
     */
    @Transactional
    public void answer(UUID id, PromptAnswer answer, Practitioner by) {
        OpenPrompt prompt = locked(id);
        who.demand(prompt, by);
        ObligationView owed = prompt.obligation() == null ? null : obligations.get(prompt.obligation());
        if (prompt.answeredBy() != null || owed != null && owed.endedAt() != null) {
            throw new Refusal(prompt.answeredBy() == null ? "This has ended without an answer." : organisation.get(prompt.answeredBy()).name() + " has answered this already.", "already-done");
        }
        who.demandHistory(prompt.casefile(), by);
        List<AnswerFaults.Evidence> evidence = faults.check(prompt, answer, by);
        access.allowedByDuty(by, prompt.casefile(), "Decided upon a pattern");
        keep(prompt, answer, evidence, by);
        if (owed != null) {
            obligations.met(owed.dedupeKey(), by.id());
        }
        if (answer.outcome() == PromptAnswer.Outcome.ACT) {
            Practitioner owner = organisation.get(answer.owner());
            obligations.open(new NewObligation(actionKey(id), prompt.casefile(), ACTION, id, prompt.ruleId(), "Do what was decided upon a pattern, and say what came of it", owner.id(), owner.agencyId(),
                    calendar.endOfDay(answer.by()), DueUnit.CALENDAR_DAYS, false));
            if (!owner.id().equals(by.id())) {
                outbox.put(new Notice(actionKey(id), owner.id(), NoticeKind.WAITS, false));
            }
        } else {
            looks.declined(prompt.casefile(), by);
        }
    }

    private void keep(OpenPrompt prompt, PromptAnswer answer, List<AnswerFaults.Evidence> evidence, Practitioner by) {
        boolean act = answer.outcome() == PromptAnswer.Outcome.ACT;
        jdbc.sql("""
                insert into pattern_answer (prompt_id, outcome, words, would_change, why_enough, action, action_owner, action_by, answered_by, answered_at)
                values (:id, :outcome, :words, :change, :enough, :action, :owner, :day, :by, :now)""")
                .param("id", prompt.id()).param("outcome", answer.outcome().name()).param("words", answer.words().strip()).param("change", answer.wouldChange().strip())
                .param("enough", AnswerFaults.text(answer.whyEnough())).param("action", act ? answer.action().strip() : null).param("owner", act ? answer.owner() : null, Types.OTHER)
                .param("day", act ? answer.by() : null, Types.DATE).param("by", by.id()).param("now", now()).update();
        evidence.forEach(one -> jdbc.sql("insert into pattern_evidence (prompt_id, entry_file, entry_seq, provenance, verification) values (:id, :file, :seq, :provenance, :verification)")
                .param("id", prompt.id()).param("file", one.entry().casefileId()).param("seq", one.entry().seq()).param("provenance", one.provenance()).param("verification", one.verification()).update());
    }

    /**
     * Whoever has the action that was decided, or who signs for them, says what came of it.
     *
     * @throws NotFound where there is no such action, or it is not known to this person
     * @throws Refusal  {@code not-yours} where it is somebody else's
     */
    @Transactional
    public void done(UUID id, String came, Practitioner by) {
        OpenPrompt prompt = locked(id);
        who.demandKnown(prompt, by);
        ObligationView owed = obligations.open(actionKey(id)).orElseThrow(() -> new Refusal("Nothing waits to be done here.", "nothing-to-do"));
        if (!who.isFor(owed, id, by)) {
            throw new Refusal("This is for " + organisation.get(owed.ownerId()).name() + ", or whoever signs for them.", "not-yours");
        }
        if (AnswerFaults.text(came) == null) {
            throw new Invalid(List.of(new Invalid.Fault("came", "Say what came of it.")));
        }
        access.allowedByDuty(by, prompt.casefile(), "Said what came of a pattern's action");
        jdbc.sql("insert into pattern_action_done (prompt_id, came, done_by, done_at) values (:id, :came, :by, :now)").param("id", id).param("came", came.strip()).param("by", by.id()).param("now", now()).update();
        obligations.met(owed.dedupeKey(), by.id());
    }

    /**
     * A second person, who declined none of them, looks at the declined prompts of which this is one. Without their agreement each is asked anew.
     *
     * @throws Refusal {@code maker-is-not-checker} where this person declined one of them, {@code not-yours}, {@code nothing-to-do}, {@code already-done}
     */
    @Transactional
    public void secondLook(UUID id, Boolean agrees, String words, Practitioner by) {
        OpenPrompt prompt = locked(id);
        who.demandKnown(prompt, by);
        looks.look(prompt, agrees, words, by);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Two who decide at once decide one after the other. */
    private OpenPrompt locked(UUID id) {
        UUID casefile = jdbc.sql("select casefile_id from pattern_prompt where id = :id and mode <> 'OBSERVE'").param("id", id).query(UUID.class).optional().orElseThrow(NotFound::new);
        families.lock(casefile);
        return jdbc.sql("select q.*, a.answered_by from pattern_prompt q left join pattern_answer a on a.prompt_id = q.id where q.id = :id").param("id", id)
                .query((row, n) -> new OpenPrompt(id, casefile, row.getString("rule_id"), row.getBoolean("to_manager"), row.getObject("obligation_id", UUID.class), row.getObject("answered_by", UUID.class)))
                .single();
    }
}
