package org.throughline.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.throughline.access.Refusal;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.testing.Crossing;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Nodes that sign a root at the same moment: one signs, each has it in its own file, and whoever asked for one is told. */
@ThroughlineTest
class RootRacesIT {

    @Autowired FamilyWorld world;
    @Autowired RootMail mail;
    @Autowired WorkingCalendar calendar;
    @Autowired PlatformTransactionManager transactions;
    @Autowired Environment environment;
    @Autowired JdbcClient jdbc;
    @TempDir Path files;

    private Roots roots;
    private long before;
    private FamilyWorld.Family family;

    @BeforeEach
    void aDayWithoutARoot() {
        roots = new Roots(jdbc);
        before = roots.last().map(last -> last.root().no()).orElse(0L);
        world.startClock(roots.last().map(last -> last.root().madeAt()).orElse(Instant.parse("2026-03-02T00:00:00Z")).plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(9)));
        family = world.family(world.team(), 3);
    }

    private DailyRoot node(String name, JdbcClient database) {
        return new DailyRoot(database, new RootSettings(environment.getProperty("throughline.roots.keys"), files.resolve(name).toString(), ""), mail, calendar, TestClock.get(), transactions);
    }

    private void oneRootAndEveryFileHasIt(DailyRoot... nodes) {
        assertThat(roots.after(before)).as("one root").singleElement().satisfies(made -> assertThat(made.ends()).extracting(ChainEnd::casefileId).contains(family.file()));
        assertThat(jdbc.sql("select count(*) from message g join mail m on m.id = g.mail_id where g.kind = 'DAILY_ROOT' and g.dedupe_key like ? and m.to_id = ?")
                .params("root:" + (before + 1) + ":%", family.team().administrator().id()).query(Integer.class).single()).as("mailed once").isEqualTo(1);
        for (DailyRoot node : nodes) {
            node.run();
            assertThat(node.copyFault()).isEmpty();
        }
        assertThat(roots.after(before)).as("and the next round makes none").hasSize(1);
    }

    @RepeatedTest(3)
    void ofTwoNodesWhoseHourComesAtOnceOneSigns() throws Exception {
        DailyRoot first = node("first", jdbc);
        DailyRoot second = node("second", jdbc);
        DailyRoot third = node("third", jdbc);
        assertThat(Crossing.refusals(List.of(() -> ran(first), () -> ran(second), () -> ran(third)))).as("no round fails").containsOnlyNulls();
        oneRootAndEveryFileHasIt(first, second, third);
    }

    private static Object ran(DailyRoot node) {
        node.run();
        return null;
    }

    /** The one crossing that needs luck, made certain: the second node has looked for the last root, and the first signs and commits before it goes on. */
    @Test
    void whoLookedBeforeTheOtherSignedSignsNoSecondOne() {
        DailyRoot first = node("first", jdbc);
        DailyRoot second = node("second", pausing("pg_try_advisory", first::run));
        assertThatCode(second::run).doesNotThrowAnyException();
        oneRootAndEveryFileHasIt(first, second);
    }

    @RepeatedTest(3)
    void ofTwoPeopleWhoAskForARootAtOnceOneSignsAndTheOtherIsTold() throws Exception {
        DailyRoot first = node("first", jdbc);
        DailyRoot second = node("second", jdbc);
        List<Exception> told = Crossing.refusals(List.of(first::now, second::now));
        assertThat(told).containsOnlyOnce((Exception) null);
        assertThat(told.stream().filter(Objects::nonNull)).singleElement().isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code()).isIn("already-done", "nothing-new"));
        oneRootAndEveryFileHasIt(first, second);
    }

    /** Somebody asks for a root in the minute in which the day's is made: two threads of one node bring one file up to date. */
    @RepeatedTest(5)
    void twoWhoBringOneFileUpToDateWriteEachRootOnce() throws Exception {
        node("elsewhere", jdbc).run();
        Path one = files.resolve("one");
        DailyRoot node = node("one", jdbc);
        assertThat(Crossing.refusals(List.of(() -> ran(node), () -> ran(node), () -> ran(node), () -> ran(node)))).containsOnlyNulls();
        assertThat(Files.readAllLines(one)).hasSize((int) (before + 1)).doesNotHaveDuplicates();
        assertThat(node.copyFault()).isEmpty();
    }

    /** The database as it is, except that once, before a question with these words, something else happens first. */
    private JdbcClient pausing(String words, Runnable meanwhile) {
        AtomicBoolean once = new AtomicBoolean();
        return (JdbcClient) Proxy.newProxyInstance(JdbcClient.class.getClassLoader(), new Class<?>[] {JdbcClient.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("sql") && String.valueOf(arguments[0]).contains(words) && once.compareAndSet(false, true)) {
                Thread other = new Thread(meanwhile);
                other.start();
                other.join();
            }
            return method.invoke(jdbc, arguments);
        });
    }
}
