package org.throughline.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.authority.Authorities;
import org.throughline.authority.AuthorityView;
import org.throughline.authority.UrgentReview;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.RelationshipType;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.NotThisFamily;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.Lack;
import org.throughline.reading.Readings;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.ManyFamilies;
import org.throughline.testing.ManyFamilies.Small;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.EngineTask;
import org.throughline.workflow.EngineTasks;

/**
 * Whatever people try, in whatever order: every intervention is in one of its three lawful states, somebody is responsible, the
 * chain is whole, and a task waits exactly where the record says. Sequences run through the real services, many without the engine
 * and some through it; every refusal is a sentence, never a surprise.
 */
@ThroughlineTest
class HandoverPropertyTest {

    private static final boolean FULL = Boolean.getBoolean("throughline.full");
    private static final int THREADS = 2;
    /** Of one team: more of them are arranged more cheaply, but every question of rights then looks at more files. */
    private static final int FAMILIES_AT_ONCE = 10;
    /** How many of the numbers drawn stand for what should come next. */
    private static final int AS_IT_SHOULD = 14;
    private static final Duration AFTER_THE_LAST = Duration.ofHours(3);
    private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");

    @Autowired FamilyWorld world;
    @Autowired ManyFamilies manyFamilies;
    @Autowired HandoverWalk throughTheEngine;
    @Autowired Handovers handoversOfTheEngine;
    @Autowired HandoverDrafts drafts;
    @Autowired HandoverRepository repository;
    @Autowired HandoverSteps steps;
    @Autowired FamilyChildren children;
    @Autowired Chronology chronology;
    @Autowired FamilyHistory history;
    @Autowired NotThisFamily notThisFamily;
    @Autowired Readings readings;
    @Autowired Authorities authorities;
    @Autowired Casefiles casefiles;
    @Autowired EngineTasks tasks;
    @Autowired JdbcClient jdbc;
    @Autowired DataSource database;
    @Autowired PlatformTransactionManager transactions;
    @Autowired ApplicationContext application;

    /** One way into the domain: the services, how a step of theirs is completed, and where they say that a task waits. */
    private record Way(String name, Handovers handovers, HandoverWalk walk, HandoverWalk.Door door, Function<UUID, Optional<String>> waitsAt) {}

    @BeforeEach
    void startClock() {
        world.startClock(MORNING);
    }

    @Test
    void noSequenceOfActsThroughTheServicesAloneMakesAnUnlawfulIntervention() throws Exception {
        ProcessAlone alone = new ProcessAlone(steps, repository, transactions);
        Handovers handovers = alone.services(application);
        HandoverWalk walk = new HandoverWalk(handovers, drafts, repository, alone, children, alone, world, TestClock.get());
        holds(new Way("the services alone", handovers, walk, alone, id -> alone.waitsAt(id).map(HandoverStep::taskKey)),
                FULL ? 20_000 : 2_000, FULL ? 1_080 : 150);
    }

    @Test
    void noSequenceOfActsThroughTheEngineMakesAnUnlawfulIntervention() throws Exception {
        holds(new Way("the engine", handoversOfTheEngine, throughTheEngine, tasks::complete, this::waitsInTheEngine), FULL ? 2_000 : 100, FULL ? 420 : 25);
    }

    private Optional<String> waitsInTheEngine(UUID handover) {
        List<EngineTask> waiting = tasks.waitingFor("case-handover", handover.toString());
        assertThat(waiting).hasSizeLessThanOrEqualTo(1);
        return waiting.stream().map(EngineTask::key).findFirst();
    }

    private void holds(Way way, int sequences, int seconds) throws Exception {
        long begun = System.nanoTime();
        long seed = FULL ? System.nanoTime() : 20_261_125L;
        AtomicInteger run = new AtomicInteger();
        AtomicInteger signed = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> halves = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long ofThisThread = seed + thread;
                halves.add(threads.submit(() -> {
                    half(way, ofThisThread, sequences / THREADS, seconds, run, signed);
                    return null;
                }));
            }
            for (Future<?> half : halves) {
                half.get();
            }
        } finally {
            threads.shutdownNow();
            leavesNothingToDecide();
            System.out.printf("Sequences of acts through %s: %d of %d in %.0f s of at most %d s, %d of them signed, seed %d%n", way.name(), run.get(), sequences,
                    (System.nanoTime() - begun) / 1e9, seconds, signed.get(), seed);
        }
        assertThat(signed.get()).as("sequences that reached the sign-off, of %d", run.get()).isPositive();
    }

    /** Thousands of families whose patterns nobody decides would come before those of every other test: a round tells the most late first, and so many at a time. */
    private void leavesNothingToDecide() {
        jdbc.sql("""
                update obligation o set ended_at = ?, end_kind = 'OVERTAKEN', end_reason = 'The sequence is over.' from casefile c
                where c.id = o.casefile_id and c.reference = 'CH-' || c.id and o.subject_kind = 'PATTERN_PROMPT' and o.ended_at is null and o.level = 0""")
                .params(Timestamp.from(TestClock.get().instant())).update();
    }

    private void half(Way way, long seed, int sequences, int seconds, AtomicInteger run, AtomicInteger signed) throws SQLException {
        Deque<Small> families = new ArrayDeque<>();
        // to plan the auditor's question takes fifty times what answering it does: one connection plans it once
        SingleConnectionDataSource alwaysTheSame = new SingleConnectionDataSource(database.getConnection(), true);
        JdbcClient auditor = JdbcClient.create(alwaysTheSame);
        auditor.sql("set plan_cache_mode = force_generic_plan").update();
        try {
            qt().withFixedSeed(seed).withExamples(sequences + 1).withShrinkCycles(30).withTestingTime(seconds, TimeUnit.SECONDS)
                    .forAll(lists().of(integers().between(0, Try.values().length - 1 + AS_IT_SHOULD)).ofSizeBetween(3, 15))
                    .checkAssert(acts -> TestClock.get().apart(MORNING, () -> {
                        if (families.isEmpty()) {
                            families.addAll(manyFamilies.of(world.team(), FAMILIES_AT_ONCE));
                        }
                        // families of one team come one after the other: their people read one thing at a time
                        TestClock.get().advance(AFTER_THE_LAST.multipliedBy(FAMILIES_AT_ONCE - families.size()));
                        run.incrementAndGet();
                        Sequence sequence = new Sequence(way, auditor, families.pop());
                        sequence.run(tries(acts));
                        signed.addAndGet(sequence.signed() ? 1 : 0);
                    }));
        } finally {
            auditor.sql("reset plan_cache_mode").update();
            alwaysTheSame.destroy();
        }
    }

    /** Most sequences begin with a request, and every third act is what should come next, so that all steps are reached. */
    private static List<Try> tries(List<Integer> drawn) {
        List<Try> acts = new ArrayList<>();
        if (drawn.get(0) % 5 > 0) {
            acts.add(drawn.get(0) % 5 == 1 ? Try.REQUEST_EMERGENCY : Try.REQUEST);
        }
        drawn.forEach(n -> acts.add(n < Try.values().length ? Try.values()[n] : Try.NEXT_STEP));
        return acts;
    }

    /** Everything people may try; each is tried in any state. */
    private enum Try {
        REQUEST, REQUEST_EMERGENCY, NEXT_STEP, READ_ONE, READ_ALL, APPEND, CORRECT, LINK, CONFIRM_UNREAD, SIGN_UNREAD, TALK_AGAIN,
        READ_AGAIN, WITHDRAW, REASSIGN, URGENT, REVIEW, VISIT, VISIT_MARKED, VISIT_OF_OUTGOING, COMPLETE_AS_OTHER, COMPLETE_EMPTY, RETRY,
        NOT_OURS_SAID, NOT_OURS_AGREED
    }

    private final class Sequence {

        private final Way way;
        private final HandoverWalk walk;
        private final Handovers handovers;
        private final JdbcClient auditor;
        private final Small small;
        private final Family family;
        private final Team team;
        private UUID handover;
        private String lastTask;

        Sequence(Way way, JdbcClient auditor, Small small) {
            this.way = way;
            this.auditor = auditor;
            this.walk = way.walk();
            this.handovers = way.handovers();
            this.small = small;
            this.family = small.family();
            this.team = family.team();
        }

        void run(List<Try> acts) {
            List<Try> done = new ArrayList<>();
            for (Try act : acts) {
                done.add(act);
                TestClock.get().advance(Duration.ofMinutes(3));
                try {
                    attempt(act);
                } catch (Refusal | Invalid | NotFound lawful) {
                    assertThat(lawful.getMessage()).as("a refusal is a sentence, after %s", done).matches("(?s).*[.?!]");
                }
            }
            assertThat(auditor.sql("select violation from gate_violation where casefile_id = ?").params(family.file()).query(String.class).list())
                    .as("after %s", done).isEmpty();
            assertThat(casefiles.responsible(family.file())).as("responsible, after %s", done).isPresent();
            assertThat(history.verify(family.file()).intact()).as("chain, after %s", done).isTrue();
            assertThat(openAuthorities()).as("one responsible authority at most, after %s", done).isLessThanOrEqualTo(1);
            if (handover != null) {
                assertThat(way.waitsAt().apply(handover)).as("the task that waits, after %s", done).isEqualTo(Optional.ofNullable(step().taskKey()));
            }
        }

        boolean signed() {
            return jdbc.sql("select exists (select 1 from sign_off where casefile_id = ? and outcome = 'AGREED')").params(family.file()).query(Boolean.class).single();
        }

        private long openAuthorities() {
            return authorities.of(family.file()).stream().filter(a -> a.holds() && a.kind().equals("RESPONSIBLE")).count();
        }

        private void attempt(Try act) {
            switch (act) {
                case REQUEST -> handover = walk.request(family);
                case REQUEST_EMERGENCY -> handover = walk.request(family, HandoverType.EMERGENCY_NO_HANDOVER, false);
                case NEXT_STEP -> next();
                case READ_ONE -> readOne();
                case READ_ALL -> world.reads(family.file(), incoming());
                case APPEND -> chronology.append(family.file(), world.fact(family, "Something else was seen."), team.colleague(), null);
                case CORRECT -> chronology.correct(family.file(), new EntryRef(family.file(), 1), world.fact(family, "It was another day."), "Wrong day.", team.outgoing());
                case LINK -> casefiles.addRelationship(small.relative(), family.child(), RelationshipType.CARER, LocalDate.of(2026, 2, 1), team.supervisor().id());
                case CONFIRM_UNREAD -> complete(incoming(), Map.of());
                case SIGN_UNREAD -> answer("AGREED");
                case TALK_AGAIN -> answer("TALK_AGAIN");
                case READ_AGAIN -> answer("READ_AGAIN");
                case WITHDRAW -> handovers.withdraw(open(), "The worker stays after all.", team.supervisor());
                case REASSIGN -> handovers.reassign(open(), team.colleague().username(), "Ines is ill.", team.supervisor());
                case URGENT -> authorities.urgent(family.file(), team.incoming(), "The baby is alone.");
                case REVIEW -> urgent().ifPresent(a -> authorities.review(a.id(), team.supervisor(), UrgentReview.RIGHT));
                case VISIT -> chronology.append(family.file(), world.visit(family, team.incoming()), team.incoming(), null);
                case VISIT_MARKED -> chronology.append(family.file(), world.visit(family, team.incoming()), team.incoming(), "It had already happened.");
                case VISIT_OF_OUTGOING -> chronology.append(family.file(), world.visit(family, team.outgoing()), team.outgoing(), null);
                case COMPLETE_AS_OTHER -> complete(team.colleague(), Map.of());
                case COMPLETE_EMPTY -> complete(team.supervisor(), Map.of());
                case RETRY -> retry();
                case NOT_OURS_SAID -> notThisFamily.ask(family.file(), newest(), "It is next door's.", null, team.outgoing());
                case NOT_OURS_AGREED -> notThisFamily.decide(newest(), true, "The clinic says so too.", team.supervisor());
            }
        }

        /** The newest of the child's; an act is taken out like a fact. */
        private EntryRef newest() {
            return new EntryRef(family.file(), jdbc.sql("""
                    select max(e.seq) from entry e join entry_person p on p.casefile_id = e.casefile_id and p.seq = e.seq
                    where e.casefile_id = ? and e.kind = 'ENTRY' and p.person_id = ?""").params(family.file(), family.child()).query(Long.class).single());
        }

        private UUID open() {
            return Optional.ofNullable(handover).orElseThrow(NotFound::new);
        }

        /** Where the record says that the handover stands. */
        private HandoverStep step() {
            return HandoverStep.valueOf(jdbc.sql("select step from handover where id = ?").params(open()).query(String.class).single());
        }

        private void next() {
            HandoverStep step = step();
            if (step == HandoverStep.ENDED) {
                throw new NotFound();
            }
            lastTask = walk.task(handover);
            walk.nextOnScreen(family, handover, step);
        }

        private void answer(String outcome) {
            if (step() != HandoverStep.SIGN_OFF) {
                throw new NotFound();
            }
            lastTask = walk.task(handover);
            walk.actOnScreen(handover, HandoverStep.SIGN_OFF, team.supervisor(), walk.signOff(outcome));
        }

        private void complete(Practitioner person, Map<String, Object> variables) {
            if (step() == HandoverStep.ENDED) {
                throw new NotFound();
            }
            lastTask = walk.task(handover);
            walk.complete(handover, person, variables);
        }

        private void retry() {
            if (lastTask == null) {
                throw new NotFound();
            }
            way.door().complete(incoming().username(), lastTask, new HashMap<>());
        }

        private Practitioner incoming() {
            return team.incoming();
        }

        private void readOne() {
            UUID reading = readings.begin(family.file(), incoming().id());
            List<Lack> lack = readings.lack(family.file(), incoming().id());
            if (!lack.isEmpty()) {
                readings.open(reading, List.of(lack.get(0).entry()));
                TestClock.get().advance(Duration.ofSeconds(20));
                readings.acknowledge(reading, List.of(lack.get(0).entry()), false);
            }
        }

        private Optional<AuthorityView> urgent() {
            return authorities.of(family.file()).stream().filter(a -> a.kind().equals("URGENT")).findFirst();
        }
    }
}
