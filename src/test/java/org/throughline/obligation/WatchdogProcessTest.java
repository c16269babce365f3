package org.throughline.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.obligation.AlarmKind.*;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.calendar.DueUnit;
import org.throughline.handover.HandoverWalk;
import org.throughline.notification.MailNotDelivered;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Each fault is planted as somebody with the keys could cause it, found as exactly that alarm, mended, and the alarm ends by itself. */
@ThroughlineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchdogProcessTest {

    private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");

    @Autowired private Watchdog watchdog;
    @Autowired private WatchdogHealthIndicator health;
    @Autowired private AlarmGauges gauges;
    @Autowired private MeterRegistry meters;
    @Autowired private Alarms alarms;
    @Autowired private Obligations obligations;
    @Autowired private FamilyWorld world;
    @Autowired private HandoverWalk walk;
    @Autowired private RuntimeService runtime;
    @Autowired private TaskService tasks;
    @Autowired private ManagementService management;
    @Autowired private RepositoryService repository;
    @Autowired private OwnerDatabase database;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;
    @Autowired private org.springframework.context.ApplicationEventPublisher events;
    @Autowired private WebApplicationContext web;

    private JdbcClient owner;
    private FamilyWorld.Family family;
    private UUID handover;
    private String instance;
    private String task;
    private String timer;
    private UUID late;
    private String ladder;
    private String ladderTimer;

    /** A fault, the alarms that it is, and how it is mended. */
    private record Planted(String fault, Set<AlarmKind> found, Runnable plant, Runnable mend) {
        @Override
        public String toString() {
            return fault;
        }
    }

    /** A test in which they climbed leaves the next one new ones. */
    @BeforeEach
    void oneHandoverInTimeAndOneLadder() {
        world.startClock(MORNING);
        boolean made = handover == null || level("subject_id", handover) > 0 || level("id", late) != 1;
        if (made) {
            owner = database.asOwner();
            // what other tests left late would be climbed first, one by one
            owner.sql("update obligation set ended_at = now(), end_kind = 'OVERTAKEN', end_reason = 'Of another test.' where ended_at is null and level = 0 and subject_kind <> 'HANDOVER'").update();
            // what other tests left standing, some of it later than this morning, is opened anew: the newest stand first on the page
            owner.sql("update alarm set cleared_at = opened_at where cleared_at is null").update();
            family = world.family(family == null ? world.team() : family.team(), 2);
            handover = walk.request(family);
            instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(handover.toString()).singleResult().getId();
            task = tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
            timer = management.createJobQuery().processInstanceId(instance).singleResult().getId();
            late = owed(family.team().incoming(), MORNING.minus(Duration.ofHours(1)));
            obligations.late(late);
            ladder = runtime.createProcessInstanceQuery().processInstanceBusinessKey(late.toString()).singleResult().getId();
            ladderTimer = management.createJobQuery().processInstanceId(ladder).singleResult().getId();
        }
        if (made || !MORNING.equals(watchdog.verdict().lastRound())) {
            watchdog.round();
        }
    }

    private int level(String column, UUID id) {
        return jdbc.sql("select max(level) from obligation where " + column + " = :id").param("id", id).query(Integer.class).single();
    }

    private UUID owed(Practitioner by, Instant due) {
        return transaction.execute(status -> obligations.open(new NewObligation("test:" + UUID.randomUUID(), null, "TEST", UUID.randomUUID(), "X7", "Do it", by.id(),
                by.agencyId(), due, DueUnit.HOURS, false)));
    }

    Stream<Planted> faults() {
        Rows away = new Rows();
        String definition = "case-handover";
        return Stream.of(
                new Planted("the timer is deleted in the database", Set.of(TIMER_MISSING), () -> away.take("act_ru_job", "id_", timer), away::back),
                new Planted("the timer is deleted through the engine", Set.of(TIMER_MISSING), () -> away.deleted("act_ru_job", timer, () -> management.deleteJob(timer)), away::back),
                new Planted("the timer is suspended through the engine", Set.of(JOB_SUSPENDED), () -> management.suspendJobById(timer), () -> management.activateJobById(timer)),
                new Planted("the timer is suspended in the database", Set.of(JOB_SUSPENDED), () -> job("suspension_state_ = 2"), () -> job("suspension_state_ = 1")),
                new Planted("the timer has no tries left", Set.of(JOB_EXHAUSTED), () -> management.setJobRetries(timer, 0), () -> management.setJobRetries(timer, 3)),
                new Planted("the timer's tries were set to none in the database", Set.of(JOB_EXHAUSTED), () -> job("retries_ = 0"), () -> job("retries_ = 3")),
                new Planted("a dead node has held the timer for an hour", Set.of(JOB_LOCKED), () -> job("lock_owner_ = 'dead', lock_exp_time_ = '2026-03-02 08:00'"), this::unlock),
                new Planted("a node holds the timer until next week", Set.of(JOB_LOCKED), () -> job("lock_owner_ = 'greedy', lock_exp_time_ = '2026-03-09 08:00'"), this::unlock),
                new Planted("the timer is put off through the engine", Set.of(TIMER_DUE_DIFFERS), () -> timerDue("2026-03-20T17:00:00Z"), () -> timerDue("2026-03-05T17:00:00Z")),
                new Planted("the timer runs too early", Set.of(TIMER_DUE_DIFFERS), () -> job("duedate_ = '2026-03-04 17:00'"), () -> job("duedate_ = '2026-03-05 17:00'")),
                new Planted("the timer has no moment", Set.of(TIMER_DUE_DIFFERS), () -> job("duedate_ = null"), () -> job("duedate_ = '2026-03-05 17:00'")),
                new Planted("the obligation was moved and its task and timer were not", Set.of(TIMER_DUE_DIFFERS, TASK_DUE_DIFFERS),
                        () -> obligation("due_at = due_at + interval '1 day'"), () -> obligation("due_at = due_at - interval '1 day'")),
                new Planted("the task shows another moment", Set.of(TASK_DUE_DIFFERS), () -> taskRow("due_date_ = '2026-03-30 17:00'"), () -> taskRow("due_date_ = '2026-03-05 17:00'")),
                new Planted("the task shows no moment", Set.of(TASK_DUE_DIFFERS), () -> taskRow("due_date_ = null"), () -> taskRow("due_date_ = '2026-03-05 17:00'")),
                new Planted("the task is with nobody", Set.of(TASK_WITH_NOBODY), () -> taskRow("assignee_ = null"), () -> taskRow("assignee_ = '" + family.team().outgoing().username() + "'")),
                new Planted("the task is another step's", Set.of(TASK_AT_ANOTHER_STEP), () -> taskRow("task_def_key_ = 'Task_SignOff'"), () -> taskRow("task_def_key_ = 'Task_PrepareSummary'")),
                new Planted("the record stands at another step", Set.of(TASK_AT_ANOTHER_STEP), () -> record("step = 'READ_HISTORY'"), () -> record("step = 'PREPARE_SUMMARY'")),
                new Planted("the task is gone", Set.of(STEP_WITHOUT_TASK), () -> {
                    away.take("act_ru_identitylink", "task_id_", task);
                    away.take("act_ru_task", "id_", task);
                }, away::back),
                new Planted("the process is gone", Set.of(INSTANCE_MISSING), () -> away.process(instance), away::back),
                new Planted("the ladder is gone", Set.of(LADDER_MISSING), () -> away.process(ladder), away::back),
                new Planted("the ladder has no timer", Set.of(TIMER_MISSING), () -> away.take("act_ru_job", "id_", ladderTimer), away::back),
                new Planted("the ladder's timer is put off", Set.of(TIMER_DUE_DIFFERS), () -> away.changed("act_ru_job", ladderTimer, "duedate_ = '2100-01-01 09:00'"), away::back),
                new Planted("the ladder's timer has no tries left", Set.of(JOB_EXHAUSTED), () -> away.changed("act_ru_job", ladderTimer, "retries_ = 0"), away::back),
                new Planted("the ladder is suspended", Set.of(INSTANCE_SUSPENDED), () -> runtime.suspendProcessInstanceById(ladder), () -> runtime.activateProcessInstanceById(ladder)),
                new Planted("what climbs has ended and its ladder goes on", Set.of(INSTANCE_WITHOUT_RECORD), () -> ended("ended_at = now(), end_kind = 'OVERTAKEN', end_reason = 'planted'"),
                        () -> ended("ended_at = null, end_kind = null, end_reason = null")),
                new Planted("there is a second process", Set.of(INSTANCE_TWICE), () -> away.copy("act_ru_execution", instance, "{}"), away::remove),
                new Planted("there is a process of no handover", Set.of(INSTANCE_WITHOUT_RECORD), () -> away.copy("act_ru_execution", instance, "{\"business_key_\": \"nothing\"}"), away::remove),
                new Planted("the handover has ended and its process goes on", Set.of(INSTANCE_WITHOUT_RECORD),
                        () -> record("step = 'ENDED', ended_at = now(), end_kind = 'WITHDRAWN', end_reason = 'planted'"),
                        () -> record("step = 'PREPARE_SUMMARY', ended_at = null, end_kind = null, end_reason = null")),
                new Planted("the process is suspended", Set.of(INSTANCE_SUSPENDED), () -> runtime.suspendProcessInstanceById(instance), () -> runtime.activateProcessInstanceById(instance)),
                new Planted("the model is suspended with all its processes", Set.of(DEFINITION_SUSPENDED), () -> repository.suspendProcessDefinitionByKey(definition, true, null),
                        () -> repository.activateProcessDefinitionByKey(definition, true, null)),
                new Planted("the model alone is suspended", Set.of(DEFINITION_SUSPENDED), () -> repository.suspendProcessDefinitionByKey(definition, false, null),
                        () -> repository.activateProcessDefinitionByKey(definition, false, null)),
                new Planted("the timers of the step are suspended everywhere", Set.of(TIMERS_SUSPENDED), () -> management.suspendJobDefinitionById(timers(), true),
                        () -> management.activateJobDefinitionById(timers(), true)),
                new Planted("the obligation was ended by hand", Set.of(TASK_WITHOUT_OBLIGATION),
                        () -> obligation("ended_at = now(), end_kind = 'OVERTAKEN', end_reason = 'planted'"),
                        () -> obligation("ended_at = null, end_kind = null, end_reason = null")),
                new Planted("there is a second task", Set.of(TASK_WITHOUT_OBLIGATION), () -> away.copy("act_ru_task", task, "{}"), away::remove));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aPlantedFaultIsExactlyThatAlarmUntilItIsMended(Planted planted) {
        Set<UUID> before = open();
        planted.plant().run();
        try {
            assertThat(watchdog.round()).isTrue();
            Set<UUID> now = open();
            List<Alarm> found = alarms.newest(10_000).stream().filter(alarm -> now.contains(alarm.id()) && !before.contains(alarm.id())).toList();
            assertThat(found).extracting(Alarm::kind).containsExactlyInAnyOrderElementsOf(planted.found());
            watchdog.round();
            Set<UUID> standing = new HashSet<>(before);
            found.forEach(alarm -> standing.add(alarm.id()));
            assertThat(inWords(open(), standing)).as("said once; new").isEmpty();
            assertThat(inWords(standing, open())).as("said once; gone").isEmpty();
        } finally {
            planted.mend().run();
            watchdog.round();
        }
        assertThat(inWords(open(), before)).as("ended by itself; new").isEmpty();
        assertThat(inWords(before, open())).as("ended by itself; gone").isEmpty();
    }

    /** What of the one is not of the other. */
    private List<String> inWords(Set<UUID> these, Set<UUID> without) {
        return jdbc.sql("select kind || ' ' || subject || ' of ' || opened_at from alarm where id = any(:ids)")
                .param("ids", these.stream().filter(id -> !without.contains(id)).toArray(UUID[]::new)).query(String.class).list();
    }

    private void ended(String set) {
        database.withoutTriggers("obligation", () -> owner.sql("update obligation set " + set + " where id = :id").param("id", late).update());
    }

    /** Without the timers that other tests left and nobody runs: while their model is suspended, that is said and not they. */
    private Set<UUID> open() {
        return new HashSet<>(jdbc.sql("select id from alarm where cleared_at is null and (kind <> 'JOB_NOT_RUN' or subject in (:ours))").param("ours", List.of(timer, ladderTimer))
                .query(UUID.class).list());
    }

    /** Whatever the timer suffers, the next level hears of the late step at the first round after its moment. */
    @ParameterizedTest
    @MethodSource("deadTimers")
    void noLateStepWaitsForATimer(String setDead) {
        FamilyWorld.Family another = world.family(family.team(), 2);
        UUID itsHandover = walk.request(another);
        String itsInstance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(itsHandover.toString()).singleResult().getId();
        owner.sql(setDead.replace(":instance", "'" + itsInstance + "'")).update();
        UUID owed = jdbc.sql("select id from obligation where subject_id = :id and ended_at is null").param("id", itsHandover).query(UUID.class).single();
        TestClock.get().set(Instant.parse("2026-03-05T17:00:01Z"));
        watchdog.round();
        assertThat(obligations.told(owed)).extracting(LadderStep::toldId).containsExactly(family.team().outgoing().id());
        watchdog.round();
        assertThat(obligations.told(owed)).as("each level once").hasSize(1);
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(owed.toString()).count()).as("its ladder carries it on").isEqualTo(1);
        owner.sql("update act_ru_job set suspension_state_ = 1, retries_ = 3 where process_instance_id_ = :id").param("id", itsInstance).update();
    }

    static Stream<String> deadTimers() {
        return Stream.of("delete from act_ru_job where process_instance_id_ = :instance",
                "update act_ru_job set retries_ = 0 where process_instance_id_ = :instance",
                "update act_ru_job set suspension_state_ = 2 where process_instance_id_ = :instance");
    }

    @Test
    void aTimerThatNoNodeRunsIsAnAlarmAndClimbedAllTheSame() {
        UUID another = walk.request(world.family(family.team(), 2));
        String itsTimer = management.createJobQuery().processInstanceId(
                runtime.createProcessInstanceQuery().processInstanceBusinessKey(another.toString()).singleResult().getId()).singleResult().getId();
        UUID owed = jdbc.sql("select id from obligation where subject_id = :id and ended_at is null").param("id", another).query(UUID.class).single();
        TestClock.get().set(Instant.parse("2026-03-05T17:04:00Z"));
        watchdog.round();
        assertThat(kindsOf(itsTimer)).as("it may still run").isEmpty();
        assertThat(obligations.told(owed)).isEmpty();
        TestClock.get().set(Instant.parse("2026-03-05T17:06:00Z"));
        watchdog.round();
        assertThat(kindsOf(itsTimer)).containsExactly(JOB_NOT_RUN);
        assertThat(obligations.told(owed)).hasSize(1);
        management.executeJob(itsTimer);
        watchdog.round();
        assertThat(kindsOf(itsTimer)).isEmpty();
    }

    @Test
    void whatIsLateWithoutAnyTimerIsToldByTheWatchdog() {
        Practitioner ines = family.team().incoming();
        UUID owed = owed(ines, MORNING.plus(Duration.ofHours(1)));
        TestClock.get().advance(Duration.ofMinutes(66));
        watchdog.round();
        assertThat(kindsOf(owed.toString())).containsExactly(LATE_AND_NOBODY_TOLD);
        assertThat(obligations.told(owed)).extracting(LadderStep::toldId).containsExactly(ines.id());
        watchdog.round();
        assertThat(kindsOf(owed.toString())).as("somebody knows now").isEmpty();
    }

    /** Eight at once where three are told in a round: three, three and two, the most late first, and the alarm counts down. */
    @Test
    void whereVeryMuchIsLateTheMostLateIsToldFirstRoundByRoundAndTheAlarmSaysHowMuchWaits() {
        Practitioner ines = family.team().incoming();
        owner.sql("update rule_value set value = 3 where id = 'WD4'").update();
        try {
            List<UUID> lateFirst = java.util.stream.IntStream.range(0, 8).mapToObj(n -> owed(ines, MORNING.plus(Duration.ofMinutes(n)))).toList();
            TestClock.get().advance(Duration.ofHours(2));
            watchdog.round();
            assertThat(lateFirst).extracting(id -> obligations.told(id).size()).as("the most late first").containsExactly(1, 1, 1, 0, 0, 0, 0, 0);
            assertThat(manyLate()).extracting(Alarm::inWords).containsExactly(MANY_LATE.inWords() + " 5 still wait their turn.");
            assertThat(kindsOf(lateFirst.get(7).toString())).as("one alarm for all of them").isEmpty();
            watchdog.round();
            assertThat(manyLate()).extracting(Alarm::waiting).containsExactly(2);
            watchdog.round();
            assertThat(manyLate()).isEmpty();
            assertThat(lateFirst).allSatisfy(id -> {
                assertThat(obligations.told(id)).extracting(LadderStep::toldId).containsExactly(ines.id());
                assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(id.toString()).count()).as("a ladder carries it on").isEqualTo(1);
            });
        } finally {
            owner.sql("update rule_value set value = 1000 where id = 'WD4'").update();
        }
    }

    private List<Alarm> manyLate() {
        return alarms.newest(10_000).stream().filter(alarm -> alarm.clearedAt() == null && alarm.kind() == MANY_LATE).toList();
    }

    /** One that cannot be told holds up none of its batch, and comes last in the next round. */
    @Test
    void oneThatCannotBeToldHoldsUpNoOther() {
        Practitioner ines = family.team().incoming();
        owner.sql("update rule_value set value = 2 where id = 'WD4'").update();
        try {
            UUID cannot = owed(ines, MORNING.plus(Duration.ofMinutes(1)));
            List<UUID> can = List.of(owed(ines, MORNING.plus(Duration.ofMinutes(2))), owed(ines, MORNING.plus(Duration.ofMinutes(3))), owed(ines, MORNING.plus(Duration.ofMinutes(4))));
            owner.sql("create function planted() returns trigger language plpgsql as $$ begin if new.obligation_id = '" + cannot + "' then raise exception 'planted'; end if; return new; end $$").update();
            owner.sql("create trigger planted before insert on obligation_step for each row execute function planted()").update();
            try {
                TestClock.get().advance(Duration.ofHours(2));
                watchdog.round();
                assertThat(obligations.told(can.get(0))).as("of the same batch").hasSize(1);
                assertThat(obligations.told(cannot)).isEmpty();
                watchdog.round();
                assertThat(can).allSatisfy(id -> assertThat(obligations.told(id)).as("it came last").hasSize(1));
            } finally {
                owner.sql("drop trigger planted on obligation_step").update();
                owner.sql("drop function planted()").update();
            }
            watchdog.round();
            assertThat(obligations.told(cannot)).hasSize(1);
        } finally {
            owner.sql("update rule_value set value = 1000 where id = 'WD4'").update();
        }
    }

    private List<AlarmKind> kindsOf(String subject) {
        return alarms.newest(10_000).stream().filter(alarm -> alarm.clearedAt() == null && alarm.subject().equals(subject)).map(Alarm::kind).toList();
    }

    @Test
    void administratorsHearOfItByMailAndOnTheirPagesAndNobodyElse() {
        Api api = new Api(web);
        Practitioner administrator = family.team().administrator();
        Instant before = TestClock.get().instant();
        job("suspension_state_ = 2");
        watchdog.round();
        gauges.refresh();
        UUID alarm = alarms.newest(10_000).stream().filter(one -> one.clearedAt() == null && one.subject().equals(timer)).findFirst().orElseThrow().id();
        try {
            assertThat(jdbc.sql("select to_id from notice where kind = 'ALARM' and urgent and dedupe_key like :key and put_at >= :before").param("key", "alarm:%:" + administrator.id())
                    .param("before", Timestamp.from(before)).query(UUID.class).list()).contains(administrator.id());
            assertThat(jdbc.sql("select count(*) from notice where kind = 'ALARM' and to_id = :id").param("id", family.team().supervisor().id()).query(Integer.class).single()).isZero();
            assertThat(meters.get("throughline.alarms").tag("kind", "JOB_SUSPENDED").gauge().value()).isEqualTo(1.0);
            assertThat(api.get(administrator, "/api/alarms/banner")).hasStatusOk().bodyJson().extractingPath("$.text").asString().contains("alarm");
            assertThat(api.get(administrator, "/api/alarms")).hasStatusOk().bodyJson().extractingPath("$.alarms[?(@.id=='" + alarm + "')].next").asArray()
                    .containsExactly(JOB_SUSPENDED.next());
            assertThat(api.get(family.team().supervisor(), "/api/alarms/banner")).hasStatus(204);
            assertThat(api.get(family.team().supervisor(), "/api/alarms")).hasStatus(404);
            assertThat(api.anonymously("/api/alarms")).hasStatus(401);
            assertThat(api.anonymously("/api/alarms/banner")).hasStatus(401);
            assertThat(api.get(family.team().supervisor(), "/api/overview")).hasStatusOk().bodyJson().extractingPath("$.watchdog.silent").isEqualTo(false);
        } finally {
            job("suspension_state_ = 1");
            watchdog.round();
        }
        watchdog.round();
        gauges.refresh();
        assertThat(meters.get("throughline.alarms").tag("kind", "JOB_SUSPENDED").gauge().value()).isZero();
    }

    @Test
    void aWatchdogThatIsSilentTakesTheNodeOutOfService() {
        world.startClock(Instant.parse("2030-01-07T09:00:00Z"));
        watchdog.round();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(watchdog.verdict().silent()).isFalse();
        TestClock.get().advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(new Api(web).get(family.team().administrator(), "/api/alarms/banner")).hasStatusOk().bodyJson().extractingPath("$.text").asString().startsWith("The watchdog is silent");
        watchdog.round();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whileOneNodeGoesRoundAnotherDoesNot() {
        transaction.executeWithoutResult(status -> {
            assertThat(jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('throughline.watchdog', 0))").query(Boolean.class).single()).isTrue();
            java.util.concurrent.CompletableFuture<Boolean> other = java.util.concurrent.CompletableFuture.supplyAsync(watchdog::round);
            assertThat(other.join()).isFalse();
        });
    }

    @Test
    void mailThatDoesNotArriveIsAnAlarmUntilSomeDoes() {
        UUID unreachable = family.team().colleague().id();
        UUID lost = mail(unreachable, "FAILED", MORNING);
        transaction.executeWithoutResult(status -> events.publishEvent(new MailNotDelivered(lost, unreachable, List.of("test:waits"), "It came back: check the address.")));
        assertThat(kindsOf(unreachable.toString())).containsExactly(MAIL_NOT_DELIVERED);
        watchdog.round();
        assertThat(kindsOf(unreachable.toString())).containsExactly(MAIL_NOT_DELIVERED);

        UUID administrator = family.team().administrator().id();
        UUID ofAlarms = mail(administrator, "FAILED", MORNING);
        int notices = jdbc.sql("select count(*) from notice where kind = 'ALARM'").query(Integer.class).single();
        transaction.executeWithoutResult(status -> events.publishEvent(new MailNotDelivered(ofAlarms, administrator, List.of("alarm:x"), "No mailbox is entered for this person.")));
        assertThat(kindsOf(administrator.toString())).containsExactly(MAIL_NOT_DELIVERED);
        assertThat(jdbc.sql("select count(*) from notice where kind = 'ALARM'").query(Integer.class).single()).as("no mail about mail about alarms").isEqualTo(notices);

        mail(unreachable, "SENT", MORNING.plusSeconds(60));
        mail(administrator, "SENT", MORNING.plusSeconds(60));
        watchdog.round();
        assertThat(kindsOf(unreachable.toString())).isEmpty();
        assertThat(kindsOf(administrator.toString())).isEmpty();
    }

    private UUID mail(UUID to, String state, Instant at) {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into mail (id, to_id, urgent, made_at, state, next_at, changed_at, why) values (:id, :to, true, :at, :state, :at, :at, 'planted')")
                .param("id", id).param("to", to).param("at", Timestamp.from(at)).param("state", state).update();
        return id;
    }

    private void job(String set) {
        owner.sql("update act_ru_job set " + set + " where id_ = :id").param("id", timer).update();
    }

    private void unlock() {
        job("lock_owner_ = null, lock_exp_time_ = null");
    }

    private void timerDue(String at) {
        management.setJobDuedate(timer, Date.from(Instant.parse(at)));
    }

    private String timers() {
        return management.createJobQuery().jobId(timer).singleResult().getJobDefinitionId();
    }

    private void taskRow(String set) {
        owner.sql("update act_ru_task set " + set + " where id_ = :id").param("id", task).update();
    }

    private void obligation(String set) {
        database.withoutTriggers("obligation", () -> owner.sql("update obligation set " + set + " where subject_id = :id and dedupe_key like 'handover:%'").param("id", handover).update());
    }

    private void record(String set) {
        database.withoutTriggers("handover", () -> owner.sql("update handover set " + set + " where id = :id").param("id", handover).update());
    }

    /** Rows of the engine's tables that were taken away or added, so that they can be put back as they were. */
    private final class Rows {

        private final List<String[]> taken = new ArrayList<>();
        private String[] added;

        void take(String table, String column, String value) {
            taken.add(0, new String[] {table, owner.sql("with gone as (delete from " + table + " t where " + column + " = :value returning to_jsonb(t) as row)"
                    + " select coalesce(jsonb_agg(row), '[]')::text from gone").param("value", value).query(String.class).single()});
        }

        void deleted(String table, String id, Runnable how) {
            String rows = owner.sql("select jsonb_agg(to_jsonb(t))::text from " + table + " t where id_ = :id").param("id", id).query(String.class).single();
            how.run();
            taken.add(0, new String[] {table, rows});
        }

        void process(String id) {
            take("act_ru_job", "process_instance_id_", id);
            take("act_ru_event_subscr", "proc_inst_id_", id);
            take("act_ru_variable", "proc_inst_id_", id);
            for (String one : owner.sql("select id_ from act_ru_task where proc_inst_id_ = :id").param("id", id).query(String.class).list()) {
                take("act_ru_identitylink", "task_id_", one);
            }
            take("act_ru_task", "proc_inst_id_", id);
            take("act_ru_execution", "proc_inst_id_", id);
        }

        void changed(String table, String id, String set) {
            take(table, "id_", id);
            String[] kept = taken.get(0);
            insert(kept[0], kept[1]);
            owner.sql("update " + table + " set " + set + " where id_ = :id").param("id", id).update();
        }

        void back() {
            taken.forEach(rows -> insert(rows[0], rows[1]));
            taken.clear();
        }

        void copy(String table, String id, String changed) {
            String copy = UUID.randomUUID().toString();
            added = new String[] {table, copy};
            String row = owner.sql("select jsonb_build_array(to_jsonb(t) || jsonb_build_object('id_', :copy::text) || :changed::jsonb)::text from " + table + " t where id_ = :id")
                    .param("copy", copy).param("changed", changed).param("id", id).query(String.class).single();
            insert(table, row);
        }

        void remove() {
            owner.sql("delete from " + added[0] + " where id_ = :id").param("id", added[1]).update();
        }

        /** All of a table at once: they may refer to each other. */
        private void insert(String table, String rows) {
            owner.sql("delete from " + table + " where id_ in (select r ->> 'id_' from jsonb_array_elements(:rows::jsonb) r)").param("rows", rows).update();
            owner.sql("insert into " + table + " select * from jsonb_populate_recordset(null::" + table + ", :rows::jsonb)").param("rows", rows).update();
        }
    }
}
