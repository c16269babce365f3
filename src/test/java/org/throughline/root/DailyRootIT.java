package org.throughline.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.chronology.Forger;
import org.throughline.notification.Messages;
import org.throughline.obligation.AlarmKind;
import org.throughline.obligation.AlsoWatched.Fault;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** A root a day, its copies, and what is said where one is missed. */
@ThroughlineTest
class DailyRootIT {

    @Autowired FamilyWorld world;
    @Autowired DailyRoot daily;
    @Autowired RootSettings settings;
    @Autowired RootMail mail;
    @Autowired Messages messages;
    @Autowired WorkingCalendar calendar;
    @Autowired PlatformTransactionManager transactions;
    @Autowired OwnerDatabase owner;
    @Autowired Environment environment;
    @Autowired JdbcClient jdbc;
    @Autowired WebApplicationContext web;

    private Roots roots;
    private Instant begin;
    private FamilyWorld.Family family;

    @BeforeEach
    void aFamilyAndTheClockAfterEveryRootSoFar() {
        roots = new Roots(jdbc);
        begin = roots.last().map(last -> last.root().madeAt()).orElse(Instant.parse("2026-03-02T00:00:00Z")).plus(Duration.ofDays(2)).truncatedTo(java.time.temporal.ChronoUnit.DAYS)
                .plus(Duration.ofHours(9));
        world.startClock(begin);
        family = world.family(world.team(), 4);
    }

    private void at(Instant moment) {
        TestClock.get().set(moment);
    }

    private long last() {
        return roots.last().orElseThrow().root().no();
    }

    @Test
    void onceADayFromItsHourOnInDatabaseFileAndMail() throws Exception {
        daily.run();
        long first = last();
        daily.run();
        at(begin.plus(Duration.ofHours(12)));
        daily.run();
        assertThat(last()).as("one a day").isEqualTo(first);
        Instant tomorrow = daily.next(begin).orElseThrow();
        assertThat(tomorrow).isAfter(begin).isBefore(begin.plus(Duration.ofHours(24)));
        at(tomorrow.minusSeconds(1));
        daily.run();
        assertThat(last()).as("not before its hour").isEqualTo(first);
        at(tomorrow);
        daily.run();
        assertThat(last()).isEqualTo(first + 1);
        SignedRoot made = roots.after(first).get(0);
        assertThat(made.ends()).as("nothing has grown since").isEmpty();
        assertThat(made.root().previous()).isEqualTo(roots.after(first - 1).get(0).root().hash());
        List<SignedRoot> file = settings.file().orElseThrow().read();
        assertThat(file.get(file.size() - 1).same(made)).isTrue();
        assertThat(daily.copyFault()).isEmpty();
        String mailed = mail.of(jdbc.sql("select id from chain_root where no = ?").param(first + 1).query(java.util.UUID.class).single());
        assertThat(SignedRoot.in(mailed).orElseThrow().same(made)).isTrue();
        assertThat(mailed).doesNotContain("ends").doesNotContain(family.file().toString());
        assertThat(jdbc.sql("select count(*) from message g join mail m on m.id = g.mail_id where g.kind = 'DAILY_ROOT' and g.dedupe_key like ? and m.to_id = ?")
                .params("root:" + (first + 1) + ":%", family.team().administrator().id()).query(Integer.class).single()).as("to whoever runs the system").isEqualTo(1);
    }

    /** A node that was off, a file that is gone or another one, a mail server that is down, an entry that is not there: each is an alarm of its own. */
    @Test
    void whatIsMissedIsSeen(@TempDir Path elsewhere) throws Exception {
        // roots of tests before this one
        jdbc.sql("update mail set state = 'SENT', changed_at = now() where id in (select mail_id from message where kind = 'DAILY_ROOT')").update();
        daily.run();
        RootWatch watch = new RootWatch(jdbc, daily, messages, TestClock.get());
        assertThat(watch.faults(begin)).doesNotContain(new Fault(AlarmKind.RECORD_CHANGED, family.file().toString())).extracting(Fault::kind)
                .doesNotContain(AlarmKind.ROOT_NOT_COPIED, AlarmKind.ROOT_NOT_MAILED);
        assertThat(watch.faults(begin.plus(Duration.ofHours(27)))).contains(new Fault(AlarmKind.ROOT_MISSED, "today"), new Fault(AlarmKind.ROOT_NOT_MAILED, "mail"));
        at(begin.plus(Duration.ofDays(3)));
        daily.run();
        Instant back = begin.plus(Duration.ofDays(3));
        assertThat(watch.faults(back)).as("made up for, and somebody still reads that three days have none").contains(new Fault(AlarmKind.ROOT_MISSED, "before " + last()))
                .doesNotContain(new Fault(AlarmKind.ROOT_MISSED, "today"));
        assertThat(watch.faults(back.plus(Duration.ofHours(25)))).doesNotContain(new Fault(AlarmKind.ROOT_MISSED, "today")).contains(new Fault(AlarmKind.ROOT_NOT_MAILED, "mail"));
        jdbc.sql("update mail set state = 'SENT', changed_at = now() where id in (select mail_id from message where dedupe_key like ?)").param("root:" + last() + ":%").update();
        assertThat(watch.faults(back.plus(Duration.ofHours(25)))).doesNotContain(new Fault(AlarmKind.ROOT_NOT_MAILED, "mail"));

        RootSettings other = new RootSettings(environment.getProperty("throughline.roots.keys"), elsewhere.resolve("roots.jsonl").toString(), "");
        DailyRoot node = new DailyRoot(jdbc, other, mail, calendar, TestClock.get(), transactions);
        assertThat(node.copyFault()).hasValueSatisfying(why -> assertThat(why).contains("not in the file"));
        node.run();
        assertThat(node.copyFault()).as("a file that is new gets every root there is").isEmpty();
        List<String> lines = Files.readAllLines(elsewhere.resolve("roots.jsonl"));
        Files.write(elsewhere.resolve("roots.jsonl"), lines.subList(1, lines.size()));
        long before = Files.size(elsewhere.resolve("roots.jsonl"));
        node.run();
        assertThat(node.copyFault()).isPresent();
        assertThat(Files.size(elsewhere.resolve("roots.jsonl"))).as("a file that is not ours any more is not written to").isEqualTo(before);

        try (var connection = owner.superuserDataSource().getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient superuser = JdbcClient.create(new org.springframework.jdbc.datasource.SingleConnectionDataSource(connection, true));
            superuser.sql("set local session_replication_role = replica").update();
            superuser.sql("delete from entry where casefile_id = ? and seq = 4").param(family.file()).update();
            assertThat(new RootWatch(superuser, daily, messages, TestClock.get()).faults(back)).contains(new Fault(AlarmKind.RECORD_CHANGED, family.file().toString()));
            connection.rollback();
        }
    }

    /** A chain without its last entry, or whose last entry is another one, is an alarm; it does not keep the others from their root, or one cut would leave the whole record without proof. */
    @Test
    void aChainThatWasCutBeforeAnyRootIsAnAlarmAndTheOthersHaveTheirRootAllTheSame() {
        FamilyWorld.Family cut = world.family(family.team(), 3);
        FamilyWorld.Family other = world.family(family.team(), 3);
        List<FamilyWorld.Family> broken = List.of(cut, other);
        owner.withoutTriggers("entry_content", () -> owner.withoutTriggers("entry_person", () -> owner.withoutTriggers("entry", () -> {
            for (String table : List.of("entry_content", "entry_person", "entry")) {
                owner.asOwner().sql("delete from " + table + " where casefile_id = ? and seq = 3").param(cut.file()).update();
            }
            owner.asOwner().sql("update entry set hash = sha256(hash) where casefile_id = ? and seq = 3").param(other.file()).update();
        })));
        try {
            daily.run();
            assertThat(roots.after(last() - 1).get(0).ends()).extracting(ChainEnd::casefileId).contains(family.file()).doesNotContain(cut.file(), other.file());
            assertThat(new RootWatch(jdbc, daily, messages, TestClock.get()).faults(begin)).contains(new Fault(AlarmKind.RECORD_CHANGED, cut.file().toString()),
                    new Fault(AlarmKind.RECORD_CHANGED, other.file().toString())).doesNotContain(new Fault(AlarmKind.RECORD_CHANGED, family.file().toString()));
        } finally {
            broken.forEach(chain -> Forger.mend(owner, chain.file()));
        }
    }

    /** What was filed since the last root is under one as soon as somebody asks for it; a root that is made is not added to. */
    @Test
    void aRootIsSignedOnDemandAndNothingIsPutBesideItLater() {
        daily.run();
        long first = last();
        Api api = new Api(web);
        assertThat(api.send(HttpMethod.POST, family.team().administrator(), "{}", "/api/roots")).as("nothing new").hasStatus(409).bodyText().contains("Nothing has been filed since root " + first);
        FamilyWorld.Family newer = world.family(family.team(), 3);
        assertThat(api.get(family.team().administrator(), "/api/roots")).bodyJson().extractingPath("$.standing.newer").asNumber().isEqualTo(3);
        assertThat(api.send(HttpMethod.POST, family.team().supervisor(), "{}", "/api/roots")).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, family.team().administrator(), "{}", "/api/roots")).hasStatus(200).bodyJson().extractingPath("$.no").asNumber().isEqualTo((int) first + 1);
        SignedRoot made = roots.after(first).get(0);
        assertThat(made.ends()).extracting(ChainEnd::casefileId).contains(newer.file());
        assertThat(daily.copyFault()).isEmpty();
        assertThat(api.get(family.team().administrator(), "/api/roots")).bodyJson().extractingPath("$.standing.newer").asNumber().isEqualTo(0);
        at(TestClock.get().instant().plusSeconds(60));
        daily.run();
        assertThat(last()).as("and today needs no other").isEqualTo(first + 1);

        String beside = "insert into chain_root_head (no, casefile_id, seq, hash) select %d, casefile_id, 1, hash from entry where casefile_id = ? and seq = 1";
        for (long no : new long[] {first, first + 1}) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> jdbc.sql(beside.formatted(no)).param(newer.file()).update()))
                    .as("beside root %d", no).hasStackTraceContaining("nothing is put beside it any more");
        }
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> jdbc.sql("""
                insert into chain_root select no + 1, gen_random_uuid(), made_at, root, chains, entries, 1, heads, key_name, sha256(root), signature from chain_root order by no desc limit 1""").update()))
                .as("a root of which nothing stands there").hasStackTraceContaining("0 stand beside it");
    }

    @Test
    void thoseWhoRunTheSystemAndQualityAssuranceVerifyAndNobodyElse() {
        daily.run();
        Api api = new Api(web);
        assertThat(api.get(family.team().administrator(), "/api/roots")).hasStatus(200).bodyText().contains("signature").doesNotContain("ends");
        assertThat(api.send(HttpMethod.POST, family.team().administrator(), "{}", "/api/roots/verification")).hasStatus(200).bodyJson().extractingPath("$.lastRoot").asNumber().isEqualTo((int) last());
        assertThat(api.get(family.team().administrator(), "/api/roots")).bodyText().contains("\"by\":\"Ada Admin\"", "\"lastRoot\":" + last());
        for (var nobody : List.of(family.team().supervisor(), family.team().outgoing(), family.team().visitor())) {
            assertThat(api.get(nobody, "/api/roots")).hasStatus(404);
            assertThat(api.send(HttpMethod.POST, nobody, "{}", "/api/roots/verification")).hasStatus(404);
        }
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> jdbc.sql("update chain_root set entries = 0").update())).as("the application's login").hasRootCauseInstanceOf(org.postgresql.util.PSQLException.class);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> owner.asOwner().sql("delete from chain_root_head").update())).as("the owner, with the triggers").hasRootCauseInstanceOf(org.postgresql.util.PSQLException.class);
    }
}
