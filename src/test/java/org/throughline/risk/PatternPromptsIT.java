package org.throughline.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.NotThisFamily;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Restrictions;
import org.throughline.chronology.Verification;
import org.throughline.meeting.HistoryLookedBack;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.obligation.SealedDuties;
import org.throughline.organisation.Practitioner;
import org.throughline.risk.PromptAnswer.Outcome;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.Killed;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** A pattern asks, a person decides, a second person looks: the services as they are, on a real record. */
@ThroughlineTest
class PatternPromptsIT {

    @Autowired FamilyWorld world;
    @Autowired PatternPrompts prompts;
    @Autowired PromptViews views;
    @Autowired Chronology chronology;
    @Autowired Restrictions restrictions;
    @Autowired Obligations obligations;
    @Autowired SealedDuties sealed;
    @Autowired OwnerDatabase owner;
    @Autowired PromptsReady ready;
    @Autowired Casefiles casefiles;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;
    @Autowired PatternTriggers triggers;
    @Autowired PatternFinder finder;
    @Autowired NotThisFamily notThisFamily;

    private FamilyWorld.Team team;
    private FamilyWorld.Family family;

    @BeforeEach
    void aFamily() {
        world.startClock(Instant.parse("2026-03-02T09:00:00Z"));
        team = world.team();
        family = world.family(team, 3);
    }

    private EntryRef happened(EventType type, LocalDate day, Provenance provenance, Verification verification, UUID... whom) {
        return chronology.append(family.file(), new EntryDraft(day, Precision.EXACT, type, team.health(), "record", List.of(whom), "It happened.", provenance, verification, null, "What it means.",
                ImpactLevel.LOW, "noted", "none: routine", false, Map.of(), null), team.outgoing(), null);
    }

    /** A carer harms themselves: P1 is raised; with M6, which the same entry calls for, there are two different rows, and P17 asks the manager. */
    private EntryRef selfHarm(int daysAgo) {
        return happened(EventType.CARER_SELF_HARM, LocalDate.of(2026, 3, 2).minusDays(daysAgo), Provenance.OBSERVED, Verification.CORROBORATED, family.father());
    }

    private UUID open(String rule) {
        return jdbc.sql("select q.id from pattern_prompt q join obligation o on o.id = q.obligation_id where q.casefile_id = ? and q.rule_id = ? and o.ended_at is null").params(family.file(), rule)
                .query(UUID.class).single();
    }

    private List<String> raised() {
        return jdbc.sql("select q.rule_id || ' ' || count(*) from pattern_prompt q join pattern_prompt_cause c on c.prompt_id = q.id where q.casefile_id = ? group by q.id, q.rule_id, q.raised_at order by q.raised_at, q.rule_id")
                .params(family.file()).query(String.class).list();
    }

    private ObligationView duty(UUID prompt) {
        return obligations.open(Raised.key(prompt)).orElseThrow();
    }

    private List<UUID> waitsFor(String key) {
        return jdbc.sql("select to_id from notice where dedupe_key like ?").params(key).query(UUID.class).list();
    }

    private static PromptAnswer noAction(String enough, EntryRef... evidence) {
        return new PromptAnswer(Outcome.NO_ACTION, "It was looked at, and nothing follows.", "A further episode.", List.of(evidence), enough, null, null, null);
    }

    private PromptAnswer act(LocalDate by) {
        return new PromptAnswer(Outcome.ACT, "It has to be talked about together.", "If he is well and somebody confirms it.", List.of(), null, "Call the mental health team", team.colleague().id(), by);
    }

    @Test
    void aPatternIsRaisedOnceRaisedAgainByWhatItCountsAndAnewAfterItsAnswer() {
        EntryRef first = selfHarm(3);
        UUID prompt = open("P1");
        assertThat(duty(prompt)).satisfies(owed -> {
            assertThat(owed.ownerId()).isEqualTo(team.outgoing().id());
            assertThat(owed.ruleId()).isEqualTo("P1");
            assertThat(owed.dueAt()).isEqualTo(Instant.parse("2026-03-09T17:00:00Z"));
            assertThat(owed.what()).doesNotContain("Finn", "Example");
        });
        chronology.append(family.file(), world.fact(family, "Weighed."), team.outgoing(), null);
        assertThat(raised()).as("what it does not count raises nothing again").containsExactlyInAnyOrder("P1 1", "P17 1");
        assertThat(duty(open("P17"))).satisfies(owed -> {
            assertThat(owed.ownerId()).as("a manager's").isEqualTo(team.supervisor().id());
            assertThat(owed.dueAt()).isEqualTo(Instant.parse("2026-03-03T17:00:00Z"));
        });
        happened(EventType.CARER_LEFT_BEFORE_SEEN, LocalDate.of(2026, 2, 27), Provenance.OBSERVED, Verification.CORROBORATED, family.father());
        assertThat(raised()).as("the same incident; but leaving asks its own").containsExactlyInAnyOrder("P1 1", "P2 1", "P17 1");
        selfHarm(1);
        assertThat(raised()).contains("P1 2");
        prompts.answer(prompt, noAction(null, first), team.outgoing());
        assertThat(obligations.get(jdbc.sql("select obligation_id from pattern_prompt where id = ?").params(prompt).query(UUID.class).single()).endKind()).isEqualTo("MET");
        chronology.append(family.file(), world.fact(family, "Weighed again."), team.outgoing(), null);
        assertThat(raised().stream().filter(line -> line.startsWith("P1 "))).as("answered, and nothing new").containsExactly("P1 2");
        selfHarm(0);
        assertThat(raised().stream().filter(line -> line.startsWith("P1 "))).containsExactlyInAnyOrder("P1 2", "P1 1");
    }

    @Test
    void whatIsWrittenDownLateJoinsWhatCameAfterIt() {
        happened(EventType.NO_ACCESS, LocalDate.of(2026, 2, 28), Provenance.OBSERVED, Verification.CORROBORATED, family.mother());
        assertThat(raised()).isEmpty();
        happened(EventType.WAS_NOT_BROUGHT, LocalDate.of(2026, 2, 26), Provenance.OBSERVED, Verification.CORROBORATED, family.child());
        assertThat(raised()).as("as of its own day it was the first; as of today it is two in a row").contains("P5 1");
    }

    @Test
    void anAnswerThatCannotBeTakenSaysEverythingAtOnce() {
        EntryRef observed = selfHarm(1);
        UUID prompt = open("P1");
        assertThat(faults(prompt, new PromptAnswer(null, " ", null, null, null, null, null, null))).containsExactly("outcome", "words", "wouldChange");
        assertThat(faults(prompt, noAction(null))).containsExactly("evidence");
        assertThat(faults(prompt, noAction(null, new EntryRef(family.file(), 999)))).containsExactly("evidence");
        FamilyWorld.Family other = world.family(team, 1);
        assertThat(faults(prompt, noAction(null, chronology.append(other.file(), world.fact(other, "Weighed."), team.outgoing(), null), observed))).as("of another family").containsExactly("evidence");
        EntryRef said = happened(EventType.CONTACT, LocalDate.of(2026, 3, 2), Provenance.SELF_REPORT, Verification.CORROBORATED, family.father());
        EntryRef unchecked = happened(EventType.CONTACT, LocalDate.of(2026, 3, 2), Provenance.OBSERVED, Verification.UNVERIFIED, family.father());
        assertThat(faults(prompt, noAction(null, said, unchecked))).containsExactly("whyEnough");
        assertThat(faults(prompt, new PromptAnswer(Outcome.ACT, "w", "c", List.of(), null, null, null, null))).containsExactly("action", "owner", "by");
        assertThat(faults(prompt, new PromptAnswer(Outcome.ACT, "w", "c", List.of(), null, "Ring.", world.team().colleague().id(), LocalDate.of(2026, 3, 1)))).containsExactly("owner", "by");
        prompts.answer(prompt, noAction("Two people who know him say so.", said), team.outgoing());
        assertThat(jdbc.sql("select provenance || ' ' || verification from pattern_evidence where prompt_id = ?").params(prompt).query(String.class).list()).containsExactly("SELF_REPORT CORROBORATED");
    }

    private List<String> faults(UUID prompt, PromptAnswer answer) {
        Invalid invalid = catchThrowableOfType(Invalid.class, () -> prompts.answer(prompt, answer, team.outgoing()));
        assertThat(invalid).isNotNull();
        return invalid.faults().stream().map(Invalid.Fault::field).toList();
    }

    @Test
    void whoOwesItAnswersOrSignsForItAndOthersLearnWhoseItIsOrNothing() {
        EntryRef entry = selfHarm(1);
        UUID prompt = open("P1");
        assertThatThrownBy(() -> prompts.answer(prompt, noAction(null, entry), team.service())).as("above the line").isInstanceOf(Refusal.class).hasMessageContaining("Olive Outgoing");
        assertThatThrownBy(() -> prompts.secondLook(prompt, true, "Yes.", team.supervisor())).as("nothing was declined").isInstanceOf(Refusal.class);
        for (Practitioner none : List.of(team.visitor(), team.administrator(), world.team().outgoing())) {
            assertThatThrownBy(() -> prompts.answer(prompt, noAction(null, entry), none)).as(none.name()).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> prompts.done(prompt, "Done.", none)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> prompts.secondLook(prompt, true, "Yes.", none)).isInstanceOf(NotFound.class);
        }
        assertThatThrownBy(() -> prompts.answer(UUID.randomUUID(), noAction(null, entry), team.outgoing())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> obligations.notNeeded(duty(prompt).id(), team.outgoing().id(), team.supervisor().id(), "We think so.")).isInstanceOf(Refusal.class).hasMessageContaining("evidence");
        prompts.answer(prompt, noAction(null, entry), team.supervisor());
        assertThatThrownBy(() -> prompts.answer(prompt, noAction(null, entry), team.outgoing())).isInstanceOf(Refusal.class).hasMessageContaining("Sunita Supervisor has answered");
    }

    @Test
    void anActionIsOwedByItsOwnerUntilTheySayWhatCameOfIt() {
        selfHarm(1);
        UUID prompt = open("P1");
        casefiles.addInvolvement(team.health(), family.child(), team.visitor().id(), LocalDate.of(2026, 1, 10), null, null);
        prompts.answer(prompt, new PromptAnswer(Outcome.ACT, "Talk about it.", "Nothing.", List.of(), null, "Ring the mental health team", team.visitor().id(), LocalDate.of(2026, 3, 4)), team.outgoing());
        ObligationView owed = obligations.open(PatternPrompts.actionKey(prompt)).orElseThrow();
        assertThat(owed.ownerId()).isEqualTo(team.visitor().id());
        assertThat(owed.subjectKind()).isEqualTo("PROMPT_ACTION");
        assertThat(owed.dueAt()).isEqualTo(Instant.parse("2026-03-04T17:00:00Z"));
        assertThat(waitsFor("pattern-action:" + prompt)).containsExactly(team.visitor().id());
        assertThat(owed.what()).as("the words stay with the answer").doesNotContain("mental");
        assertThatThrownBy(() -> prompts.done(prompt, "Done.", team.outgoing())).isInstanceOf(Refusal.class).hasMessageContaining("Hester Visitor");
        assertThat(catchThrowableOfType(Invalid.class, () -> prompts.done(prompt, " ", team.visitor())).faults()).singleElement().satisfies(fault -> assertThat(fault.field()).isEqualTo("came"));
        prompts.done(prompt, "They see him on Thursday.", team.visitor());
        assertThat(obligations.get(owed.id()).endKind()).isEqualTo("MET");
        assertThatThrownBy(() -> prompts.done(prompt, "Again.", team.visitor())).isInstanceOf(Refusal.class);
    }

    @Test
    void theSecondDeclinedPromptIsLookedAtByAnotherAndDisagreementAsksAnew() {
        EntryRef entry = selfHarm(1);
        happened(EventType.CARER_LEFT_BEFORE_SEEN, LocalDate.of(2026, 3, 1), Provenance.OBSERVED, Verification.CORROBORATED, family.father());
        UUID first = open("P1");
        UUID second = open("P2");
        prompts.answer(first, noAction(null, entry), team.outgoing());
        assertThatThrownBy(() -> prompts.secondLook(first, true, "Yes.", team.supervisor())).as("one is not enough").isInstanceOf(Refusal.class);
        prompts.answer(second, noAction(null, entry), team.supervisor());
        ObligationView look = jdbc.sql("select id from obligation where casefile_id = ? and subject_kind = 'PROMPT_SECOND_LOOK'").params(family.file()).query(UUID.class).optional().map(obligations::get).orElseThrow();
        assertThat(look.ownerId()).as("the supervisor declined one").isEqualTo(team.service().id());
        assertThat(look.ruleId()).isEqualTo("X13");
        assertThat(waitsFor("pattern-second-look:%")).as("is told that something waits").contains(team.service().id());
        assertThatThrownBy(() -> prompts.secondLook(first, true, "Yes.", team.supervisor())).isInstanceOf(Refusal.class).hasMessageContaining("yourself");
        assertThat(catchThrowableOfType(Invalid.class, () -> prompts.secondLook(first, null, "", team.service())).faults()).extracting(Invalid.Fault::field).containsExactly("agrees", "words");
        prompts.secondLook(first, false, "The history says otherwise.", team.service());
        assertThat(obligations.get(look.id()).endKind()).isEqualTo("MET");
        assertThat(jdbc.sql("select rule_id from pattern_prompt where again_after in (?, ?) order by rule_id").params(first, second).query(String.class).list()).containsExactly("P1", "P2");
        assertThat(duty(open("P1")).ownerId()).isEqualTo(team.outgoing().id());
        assertThatThrownBy(() -> prompts.secondLook(second, true, "Yes.", team.service())).isInstanceOf(Refusal.class).hasMessageContaining("already");
        prompts.answer(open("P1"), noAction(null, entry), team.outgoing());
        assertThat(jdbc.sql("select count(*) from pattern_second_look where casefile_id = ?").params(family.file()).query(Integer.class).single()).as("counted from the last second look on").isEqualTo(1);
    }

    @Test
    void aPromptWhoseCausesAreSealedLeavesNoTraceAndGoesToTheHolder() {
        EntryRef entry = selfHarm(1);
        UUID prompt = open("P1");
        UUID obligation = duty(prompt).id();
        assertThat(views.of(family.file(), team.outgoing()).open()).extracting(PromptView::rule).containsExactlyInAnyOrder("P1", "P17");
        restrictions.place(entry, Restrictions.Level.SEALED, "police", "An enquiry.", team.supervisor());
        assertThat(views.of(family.file(), team.service()).open()).as("not known to the line").isEmpty();
        assertThat(sealed.sealedFrom(team.service().id(), List.of(obligation))).containsExactly(obligation);
        assertThatThrownBy(() -> prompts.answer(prompt, noAction(null, entry), team.service())).isInstanceOf(NotFound.class);
        assertThat(views.of(family.file(), team.supervisor()).open()).as("the holder").extracting(PromptView::rule).containsExactlyInAnyOrder("P1", "P17");
    }

    /** A decision upon a family is an act: whoever is responsible and has not read yet decides nothing. */
    @Test
    void whoMayNotActYetDecidesNothingAndTheirSupervisorDoes() {
        EntryRef entry = selfHarm(1);
        transaction.executeWithoutResult(status -> casefiles.moveResponsibility(family.file(), team.incoming().id(), null, TestClock.get().instant()));
        UUID prompt = open("P1");
        UUID obligation = duty(prompt).id();
        assertThat(duty(prompt).ownerId()).isEqualTo(team.incoming().id());
        assertThat(views.of(family.file(), team.incoming()).open()).isNotEmpty().noneMatch(PromptView::mayAnswer);
        Refusal closed = catchThrowableOfType(Refusal.class, () -> prompts.answer(prompt, noAction(null, entry), team.incoming()));
        assertThat(closed.code()).isEqualTo("history-first");
        assertThat(closed.missing()).extracting(Refusal.Missing::text).anyMatch(text -> text.contains("not read yet")).anyMatch(text -> text.contains("sign-off"));
        assertThat(views.of(family.file(), team.supervisor()).open()).filteredOn(one -> one.id().equals(prompt)).allMatch(PromptView::mayAnswer);
        prompts.answer(prompt, noAction(null, entry), team.supervisor());
        assertThat(obligations.get(obligation).endKind()).isEqualTo("MET");
    }

    /** The worker and who signs for her decide in the same moment: one decision stands, whole, and the other reads whose it was. */
    @Test
    void twoWhoDecideAtOnceAreOneDecision() throws Exception {
        EntryRef entry = selfHarm(1);
        UUID prompt = open("P1");
        List<Throwable> refused = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier together = new CyclicBarrier(2);
        List<Thread> threads = Stream.of(team.outgoing(), team.supervisor()).map(by -> new Thread(() -> {
            try {
                together.await();
                prompts.answer(prompt, noAction(null, entry), by);
            } catch (Throwable why) {
                refused.add(why);
            }
        })).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(refused).singleElement().isInstanceOfSatisfying(Refusal.class, why -> assertThat(why.code()).isEqualTo("already-done"));
        assertThat(jdbc.sql("select count(*) from pattern_evidence where prompt_id = ?").param(prompt).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsKilledHalfWayHasDecidedNothing() throws Exception {
        EntryRef entry = selfHarm(1);
        UUID prompt = open("P1");
        UUID obligation = duty(prompt).id();
        Runnable answers = () -> prompts.answer(prompt, noAction(null, entry), team.outgoing());
        Killed.halfWay(owner, answers, List.of("pattern_answer", "pattern_evidence"), "select id from obligation where id = ? for update", obligation);
        assertThat(jdbc.sql("select count(*) from pattern_answer where prompt_id = ?").param(prompt).query(Integer.class).single()).isZero();
        assertThat(obligations.get(obligation).endedAt()).as("still owed").isNull();
        answers.run();
        assertThat(obligations.get(obligation).endKind()).isEqualTo("MET");
    }

    /** The latest entry raised it, and anybody may read that; what it speaks of is sealed. */
    @Test
    void aPromptThatRestsOnWhatIsSealedLeavesNoTraceThoughItsCauseIsOpen() {
        FamilyWorld.Family later = world.family(team, 20);
        transaction.executeWithoutResult(status -> triggers.lookedBack(new HistoryLookedBack(later.file())));
        UUID prompt = jdbc.sql("select id from pattern_prompt where casefile_id = ? and rule_id = 'P1'").param(later.file()).query(UUID.class).single();
        assertThat(views.of(later.file(), team.outgoing()).open()).extracting(PromptView::rule).contains("P1");
        assertThat(ready.toKnow(later.file(), TestClock.get().instant())).anyMatch(line -> line.toString().contains("P1,"));
        sealSelfHarm(later);
        assertThat(views.of(later.file(), team.outgoing()).open()).extracting(PromptView::rule).doesNotContain("P1");
        assertThat(duty(prompt).ownerId()).as("the holder of the seal decides").isEqualTo(team.supervisor().id());
        assertThat(views.of(later.file(), team.supervisor()).open()).extracting(PromptView::rule).contains("P1");
        transaction.executeWithoutResult(status -> casefiles.moveResponsibility(later.file(), team.incoming().id(), null, TestClock.get().instant()));
        assertThat(duty(prompt).ownerId()).as("not passed to who must not know").isEqualTo(team.supervisor().id());
        assertThat(ready.toKnow(later.file(), TestClock.get().instant())).as("on no list that several read").noneMatch(line -> line.toString().contains("P1,"));

        FamilyWorld.Family sooner = world.family(team, 20);
        sealSelfHarm(sooner);
        transaction.executeWithoutResult(status -> triggers.lookedBack(new HistoryLookedBack(sooner.file())));
        UUID raised = jdbc.sql("select id from pattern_prompt where casefile_id = ? and rule_id = 'P1'").param(sooner.file()).query(UUID.class).single();
        assertThat(duty(raised).ownerId()).as("from the beginning").isEqualTo(team.supervisor().id());
        assertThat(views.of(sooner.file(), team.outgoing()).open()).extracting(PromptView::rule).doesNotContain("P1");
    }

    private void sealSelfHarm(FamilyWorld.Family whose) {
        List<EntryRef> entries = jdbc.sql("""
                select distinct x.casefile_id, x.seq from entry_person x join family_member m on m.person_id = x.person_id and m.casefile_id = ? where x.event_type = 'CARER_SELF_HARM' and x.fact""")
                .param(whose.file()).query((row, n) -> new EntryRef(row.getObject(1, UUID.class), row.getLong(2))).list();
        entries.forEach(entry -> restrictions.place(entry, Restrictions.Level.SEALED, "police", "An enquiry.", team.supervisor()));
        assertThat(entries).isNotEmpty();
    }

    /** An entry that was taken out raises nothing, and is no evidence; what it raised still asks a person. */
    @Test
    void whatWasTakenOutCountsForNothingAnyMoreAndLeavesTheDecisionToAPerson() {
        EntryRef entry = selfHarm(1);
        UUID prompt = open("P1");
        assertThat(finder.of(family.file(), LocalDate.of(2026, 3, 2), TestClock.get().instant()).selfHarm()).isEqualTo(1);
        notThisFamily.ask(family.file(), entry, "It is the neighbour's.", null, team.outgoing());
        notThisFamily.decide(entry, true, "The letter names the neighbour.", team.supervisor());
        assertThat(finder.of(family.file(), LocalDate.of(2026, 3, 2), TestClock.get().instant()).selfHarm()).isZero();
        assertThat(faults(prompt, noAction(null, entry))).containsExactly("evidence");
        assertThat(views.of(family.file(), team.outgoing()).open()).filteredOn(one -> one.rule().equals("P1")).singleElement().satisfies(one -> {
            assertThat(one.mayAnswer()).isTrue();
            assertThat(one.causes()).as("nothing of it is read any more").isEmpty();
        });
    }

    @Test
    void anImportedHistoryIsAskedOnceAndTheWorkerWhoIsNamedOwesIt() {
        FamilyWorld.Family imported = world.family(team, 20);
        assertThat(jdbc.sql("select count(*) from pattern_prompt where casefile_id = ?").params(imported.file()).query(Integer.class).single()).as("not while it comes in").isZero();
        jdbc.sql("select casefile_id from look_back where casefile_id = ?").params(imported.file()).query(UUID.class).single();
        transaction.executeWithoutResult(status -> triggers.lookedBack(new HistoryLookedBack(imported.file())));
        List<String> asked = jdbc.sql("select q.rule_id from pattern_prompt q where q.casefile_id = ? and q.looked_back order by q.rule_id").params(imported.file()).query(String.class).list();
        assertThat(asked).contains("P1");
        transaction.executeWithoutResult(status -> triggers.lookedBack(new HistoryLookedBack(imported.file())));
        assertThat(jdbc.sql("select q.rule_id from pattern_prompt q where q.casefile_id = ? order by q.rule_id").params(imported.file()).query(String.class).list()).as("once").isEqualTo(asked);
        transaction.executeWithoutResult(status -> casefiles.moveResponsibility(imported.file(), team.incoming().id(), null, TestClock.get().instant()));
        assertThat(jdbc.sql("select distinct o.owner_id from pattern_prompt q join obligation o on o.id = q.obligation_id where q.casefile_id = ? and not q.to_manager").params(imported.file())
                .query(UUID.class).list()).containsExactly(team.incoming().id());
    }

}
