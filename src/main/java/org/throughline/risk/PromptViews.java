package org.throughline.risk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** The patterns of a case file as one reader may see them: those that wait first, then those that were decided, each with its causes, and its answer with its evidence. */
@Service
public class PromptViews {

    private static final String WAITS = "not exists (select 1 from pattern_answer a where a.prompt_id = q.id) and not exists (select 1 from obligation o where o.id = q.obligation_id and o.ended_at is not null)";

    private static final String NOT_KNOWN = "not known";

    private final JdbcClient jdbc;
    private final WhoDecides who;
    private final FamilyHistory history;
    private final Casefiles casefiles;
    private final Obligations obligations;
    private final Organisation organisation;
    private final PatternRules rules;
    private final EarlierEntries earlier;
    private final WhoCanAct whoCanAct;
    private final Access access;
    private final Clock clock;

    PromptViews(JdbcClient jdbc, WhoDecides who, FamilyHistory history, Casefiles casefiles, Obligations obligations, Organisation organisation, PatternRules rules, EarlierEntries earlier,
            WhoCanAct whoCanAct, Access access, Clock clock) {
        this.rules = rules;
        this.earlier = earlier;
        this.whoCanAct = whoCanAct;
        this.jdbc = jdbc;
        this.who = who;
        this.history = history;
        this.casefiles = casefiles;
        this.obligations = obligations;
        this.organisation = organisation;
        this.access = access;
        this.clock = clock;
    }

    /**
     * @param open     those that wait, the soonest due first
     * @param answered those that do not, the latest first; at most 200
     * @param people   to whom what is decided can be given; nobody where nothing is the reader's to decide
     */
    public record Listed(List<PromptView> open, List<PromptView> answered, List<Person> people) {}

    public record Person(String username, String name, String agency) {}

    private record Row(OpenPrompt prompt, String asks, String because, Instant raised, Instant due, boolean back, UUID after, boolean waits) {}

    /**
     * Who may see the obligations of the file sees all but what would be a trace of something sealed from them; others see what they owe themselves.
     *
     * @throws NotFound for who may see neither
     */
    @Transactional
    public Listed of(UUID casefile, Practitioner reader) {
        boolean all = access.may(reader, Right.SEE_OBLIGATIONS, casefile);
        boolean words = access.may(reader, Right.SEE_HISTORY, casefile);
        access.require(reader, all ? Right.SEE_OBLIGATIONS : Right.SEE_FILE, casefile, "Looked at the patterns of the history");
        List<PromptView> open = new ArrayList<>();
        List<PromptView> answered = new ArrayList<>();
        Map<String, Set<String>> counted = rules.counted();
        boolean historyFirst = who.refusalOfGate(casefile, reader).isPresent();
        for (Row row : rows(casefile)) {
            boolean theirs = theirs(row.prompt(), reader);
            if (theirs || all && !who.sealed(row.prompt().id(), reader.id())) {
                (row.waits() ? open : answered).add(view(row, reader, words, counted.getOrDefault(row.prompt().ruleId(), Set.of()), historyFirst));
            }
        }
        return new Listed(open, answered, open.stream().anyMatch(PromptView::mayAnswer) ? people(casefile, reader) : List.of());
    }

    private List<Person> people(UUID casefile, Practitioner reader) {
        return whoCanAct.of(casefile, reader).stream().map(one -> new Person(one.username(), one.name(), organisation.agency(one.agencyId()).name())).toList();
    }

    private boolean theirs(OpenPrompt prompt, Practitioner reader) {
        return prompt.obligation() != null && who.isFor(obligations.get(prompt.obligation()), prompt.id(), reader);
    }

    private List<Row> rows(UUID casefile) {
        return jdbc.sql("select q.*, " + WAITS + " as waits, (select a.answered_by from pattern_answer a where a.prompt_id = q.id) as answered_by from pattern_prompt q"
                + " where q.casefile_id = :file and q.mode <> 'OBSERVE' order by waits desc, case when " + WAITS + " then q.due_at end, q.raised_at desc, q.id desc limit 200")
                .param("file", casefile).query((row, n) -> new Row(new OpenPrompt(row.getObject("id", UUID.class), casefile, row.getString("rule_id"), row.getBoolean("to_manager"),
                        row.getObject("obligation_id", UUID.class), row.getObject("answered_by", UUID.class)), row.getString("asks"), row.getString("because"), instant(row, "raised_at"),
                        instant(row, "due_at"), row.getBoolean("looked_back"), row.getObject("again_after", UUID.class), row.getBoolean("waits"))).list();
    }

    private PromptView view(Row row, Practitioner reader, boolean words, Set<String> counted, boolean historyFirst) {
        OpenPrompt prompt = row.prompt();
        Optional<ObligationView> owed = Optional.ofNullable(prompt.obligation()).map(obligations::get);
        boolean waits = row.waits();
        return new PromptView(prompt.id(), prompt.ruleId(), row.asks(), row.because(), row.raised(), row.due(), waits && row.due().isBefore(clock.instant()),
                who.owner(prompt).map(Practitioner::name).orElse(null), row.back(), row.after(),
                prompt.answeredBy() == null ? owed.map(ObligationView::endKind).orElse(null) : null, causes(prompt.id(), reader, words),
                earlier(prompt, counted, reader, words), answer(prompt.id(), reader, words).orElse(null),
                look(prompt.id()).orElse(null), waits && !historyFirst && who.mayDecide(prompt, reader), obligations.open(PatternPrompts.actionKey(prompt.id())).filter(action -> who.isFor(action, prompt.id(), reader)).isPresent(),
                mayLook(prompt.id(), reader));
    }

    private record Named(EntryRef entry, boolean again, String provenance, String verification) {}

    private List<PromptView.Cause> causes(UUID prompt, Practitioner reader, boolean words) {
        List<Named> named = jdbc.sql("select entry_file, entry_seq, again, null as provenance, null as verification from pattern_prompt_cause where prompt_id = :id order by raised_at, event_date, entry_file, entry_seq")
                .param("id", prompt).query(PromptViews::named).list();
        Map<EntryRef, EntryView> seen = seen(named, reader, words);
        return named.stream().filter(one -> seen.containsKey(one.entry())).map(one -> cause(one, seen.get(one.entry()))).toList();
    }

    private List<PromptView.Cause> earlier(OpenPrompt prompt, Set<String> counted, Practitioner reader, boolean words) {
        List<Named> named = earlier.of(prompt.casefile(), prompt.id(), counted).stream().map(entry -> new Named(entry, false, null, null)).toList();
        Map<EntryRef, EntryView> seen = seen(named, reader, words);
        return named.stream().filter(one -> seen.containsKey(one.entry())).map(one -> cause(one, seen.get(one.entry()))).toList();
    }

    private PromptView.Cause cause(Named one, EntryView view) {
        boolean kept = view.withheld() != null;
        return new PromptView.Cause(view.eventDate(), label(view), agency(view), view.summary(), kept ? null : inWords(view.provenance()), kept ? null : inWords(view.verification()),
                kept || AnswerFaults.evidence(view).weak(), reference(one.entry()), one.entry().casefileId(), one.entry().seq(), one.again());
    }

    private static String inWords(Provenance provenance) {
        return provenance == null ? NOT_KNOWN : provenance.inWords();
    }

    private static String inWords(Verification verification) {
        return verification == null ? NOT_KNOWN : verification.inWords();
    }

    private static Named named(ResultSet row, int n) throws SQLException {
        return new Named(new EntryRef(row.getObject("entry_file", UUID.class), row.getLong("entry_seq")), row.getBoolean("again"), row.getString("provenance"), row.getString("verification"));
    }

    /** What the reader may see of these; of an entry that was taken out nothing is left, and of others' entries nothing for who sees their own alone. */
    private Map<EntryRef, EntryView> seen(List<Named> named, Practitioner reader, boolean words) {
        List<EntryRef> refs = new ArrayList<>(named.stream().map(Named::entry).toList());
        if (!words && !refs.isEmpty()) {
            Set<EntryRef> own = new HashSet<>(jdbc.sql("select casefile_id, seq from entry where recorded_by = :reader and (casefile_id, seq) in (select f, s from unnest(:files::uuid[], :seqs::bigint[]) as u(f, s))")
                    .param("reader", reader.id()).param("files", refs.stream().map(EntryRef::casefileId).toArray(UUID[]::new)).param("seqs", refs.stream().map(EntryRef::seq).toArray(Long[]::new))
                    .query((row, n) -> new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq"))).list());
            refs.retainAll(own);
        }
        Map<EntryRef, EntryView> seen = new HashMap<>();
        history.entries(reader.id(), refs).stream().filter(view -> view.kind() != EntryKind.NOT_THIS_FAMILY).forEach(view -> seen.put(view.place(), view));
        return seen;
    }

    private static String label(EntryView view) {
        return view.withheld() == null ? view.typeLabel() : "Withheld: " + view.withheld().kind();
    }

    private static String agency(EntryView view) {
        return view.withheld() != null || view.agency() == null ? null : view.agency().name();
    }

    private String reference(EntryRef entry) {
        return casefiles.get(entry.casefileId()).reference();
    }

    private Optional<PromptView.Answer> answer(UUID prompt, Practitioner reader, boolean words) {
        List<Named> named = jdbc.sql("select entry_file, entry_seq, false as again, provenance, verification from pattern_evidence where prompt_id = :id order by entry_file, entry_seq")
                .param("id", prompt).query(PromptViews::named).list();
        Map<EntryRef, EntryView> seen = seen(named, reader, words);
        List<PromptView.Evidence> evidence = named.stream().filter(one -> seen.containsKey(one.entry())).map(one -> evidence(one, seen.get(one.entry()))).toList();
        return jdbc.sql("""
                select a.*, p.name as answerer, w.name as owner, d.came, d.done_at, x.name as doer from pattern_answer a join practitioner p on p.id = a.answered_by
                left join practitioner w on w.id = a.action_owner left join pattern_action_done d on d.prompt_id = a.prompt_id left join practitioner x on x.id = d.done_by where a.prompt_id = :id""")
                .param("id", prompt).query((row, n) -> new PromptView.Answer(row.getString("outcome"), row.getString("words"), row.getString("would_change"), row.getString("why_enough"), evidence,
                        row.getString("action") == null ? null : new PromptView.Action(row.getString("action"), row.getString("owner"), row.getObject("action_by", LocalDate.class), row.getString("came"),
                                row.getString("doer"), instant(row, "done_at")), row.getString("answerer"), instant(row, "answered_at"))).optional();
    }

    private PromptView.Evidence evidence(Named one, EntryView view) {
        return new PromptView.Evidence(view.eventDate(), label(view), agency(view), view.summary(), reference(one.entry()), one.entry().casefileId(), one.entry().seq(),
                one.provenance() == null ? NOT_KNOWN : Provenance.valueOf(one.provenance()).inWords(), one.verification() == null ? NOT_KNOWN : Verification.valueOf(one.verification()).inWords());
    }

    private Optional<PromptView.SecondLook> look(UUID prompt) {
        return jdbc.sql("""
                select k.asked_at, o.due_at, w.name as owner, e.agrees, e.words, e.looked_at, x.name as looker, array(select m.prompt_id from pattern_second_look_prompt m where m.look_id = k.id) as prompts
                from pattern_second_look k join pattern_second_look_prompt l on l.look_id = k.id join obligation o on o.id = k.obligation_id left join practitioner w on w.id = o.owner_id
                left join pattern_second_look_end e on e.look_id = k.id left join practitioner x on x.id = e.looked_by where l.prompt_id = :id""").param("id", prompt)
                .query((row, n) -> new PromptView.SecondLook(List.of((UUID[]) row.getArray("prompts").getArray()), instant(row, "asked_at"), instant(row, "due_at"), row.getString("owner"),
                        row.getObject("agrees", Boolean.class), row.getString("words"), row.getString("looker"), instant(row, "looked_at"))).optional();
    }

    private boolean mayLook(UUID prompt, Practitioner reader) {
        return jdbc.sql("""
                select k.obligation_id from pattern_second_look k join pattern_second_look_prompt l on l.look_id = k.id join obligation o on o.id = k.obligation_id
                where l.prompt_id = :id and o.ended_at is null and not exists (select 1 from pattern_second_look_prompt m join pattern_answer a on a.prompt_id = m.prompt_id
                    where m.look_id = k.id and a.answered_by = :reader)""").param("id", prompt).param("reader", reader.id()).query(UUID.class).optional()
                .filter(obligation -> who.isFor(obligations.get(obligation), prompt, reader)).isPresent();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
