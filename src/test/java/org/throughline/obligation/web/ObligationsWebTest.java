package org.throughline.obligation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.calendar.DueUnit;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.CountedStatements;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** The lists of what must happen, and the answer a level of the ladder writes. */
@ThroughlineTest
class ObligationsWebTest {

    private static final Instant DUE = Instant.parse("2026-03-03T17:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    @Autowired private Obligations obligations;
    @Autowired private Organisation organisation;
    @Autowired private FamilyWorld world;
    @Autowired private JdbcClient jdbc;
    @Autowired private OwnerDatabase owner;
    @Autowired private WebApplicationContext context;
    @Autowired private PlatformTransactionManager transactions;

    private Api api;
    private Team team;
    private Family family;

    @BeforeEach
    void aFamily() {
        world.startClock();
        api = new Api(context);
        team = world.team();
        family = world.family(team, 2);
    }

    private UUID open(Practitioner who, Instant due) {
        return new TransactionTemplate(transactions).execute(status -> obligations.open(new NewObligation("test:" + UUID.randomUUID(), family.file(), "TEST",
                UUID.randomUUID(), "X7", "Do it", who.id(), who.agencyId(), due, DueUnit.WORKING_DAYS, false)));
    }

    private static List<String> ids(MvcTestResult answer) {
        List<String> ids = new ArrayList<>();
        assertThat(answer).hasStatusOk();
        try {
            JSON.readTree(answer.getResponse().getContentAsString()).forEach(line -> ids.add(line.path("id").asText()));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return ids;
    }

    @Test
    void whatIsLateComesFirstAndTheListNarrowsByPersonTeamAndLevel() {
        UUID late = open(team.outgoing(), DUE);
        UUID later = open(team.incoming(), DUE.plus(Duration.ofDays(9)));
        TestClock.get().set(DUE);
        obligations.late(late);
        TestClock.get().advance(Duration.ofMinutes(1));
        assertThat(ids(api.get(team.service(), "/api/obligations"))).as("two levels below: not among those one supervises").isEmpty();
        assertThat(ids(api.get(team.service(), "/api/obligations?whose=line"))).containsExactly(late.toString(), later.toString());
        assertThat(ids(api.get(team.service(), "/api/obligations?whose=line&overdue=true"))).containsExactly(late.toString());
        assertThat(ids(api.get(team.service(), "/api/obligations?whose=line&level=0"))).containsExactly(late.toString());
        assertThat(ids(api.get(team.service(), "/api/obligations?whose=line&level=1"))).isEmpty();
        assertThat(ids(api.get(team.service(), "/api/obligations?person={who}", team.incoming().username()))).containsExactly(later.toString());
        assertThat(api.get(team.colleague(), "/api/obligations?person={who}", team.incoming().username())).hasStatus(404);
        assertThat(api.get(team.service(), "/api/obligations?team={team}", UUID.randomUUID())).hasStatus(404);
        UUID named = organisation.addTeam(team.csc(), "Duty and assessment");
        jdbc.sql("update practitioner set team_id = :team where id = :id").param("team", named).param("id", team.incoming().id()).update();
        assertThat(ids(api.get(team.service(), "/api/obligations?team={team}", named))).containsExactly(later.toString());
        assertThat(api.get(team.service(), "/api/obligations/people")).hasStatusOk().bodyJson().extractingPath("$[?(@.team=='Duty and assessment')].username").asArray()
                .containsExactly(team.incoming().username());
        assertThat(api.get(team.service(), "/api/obligations?whose=line&cursor=nowhere")).hasStatus(422);
    }

    @Test
    void anAnswerIsWrittenByWhoIsAskedAlone() {
        UUID late = open(team.outgoing(), DUE);
        TestClock.get().set(DUE);
        obligations.late(late);
        assertThat(api.get(team.outgoing(), "/api/obligations/{id}", late)).hasStatusOk().bodyJson().isLenientlyEqualTo(
                "{\"question\":{\"level\":0,\"stepWaits\":false},\"line\":{\"casefile\":\"" + family.reference() + "\",\"told\":[{\"level\":0,\"office\":\"who owes it\"}]}}");
        assertThat(api.get(team.supervisor(), "/api/obligations/{id}", late)).hasStatusOk().bodyJson().doesNotHavePath("$.question");
        assertThat(api.get(team.visitor(), "/api/obligations/{id}", late)).hasStatus(404);
        assertThat(api.get(team.supervisor(), "/api/obligations/{id}/answer", late)).hasStatus(404);
        assertThat(api.put(team.outgoing(), "\"0\"", "{\"content\":{\"outcome\":\"SEEN_TO\"}}", "/api/obligations/{id}/answer", late)).hasStatusOk();
        assertThat(api.put(team.outgoing(), "\"0\"", "{\"content\":{\"outcome\":\"PASSED_ON\"}}", "/api/obligations/{id}/answer", late)).hasStatus(412)
                .bodyJson().extractingPath("$.current.content.outcome").isEqualTo("SEEN_TO");
        assertThat(api.put(team.outgoing(), "\"1\"", "{\"content\":{\"name\":\"x\"}}", "/api/obligations/{id}/answer", late)).hasStatus(422);
        assertThat(api.put(team.outgoing(), null, "{\"content\":{}}", "/api/obligations/{id}/answer", late)).hasStatus(422);
    }

    /** So many of the outgoing worker, one minute apart, by one statement. */
    private void many(int count) {
        jdbc.sql("""
                insert into obligation (id, dedupe_key, casefile_id, subject_kind, subject_id, rule_id, what, owner_id, agency_id, born_at, due_at, unit)
                select gen_random_uuid(), 'many:' || gen_random_uuid(), :file, 'TEST', :file, 'X7', 'Do it', :owner, :agency, :due, :due::timestamptz + n * interval '1 minute', 'HOURS'
                from generate_series(1, :count) n""").param("file", family.file()).param("owner", team.outgoing().id()).param("agency", team.csc())
                .param("due", java.sql.Timestamp.from(DUE)).param("count", count).update();
        owner.asOwner().sql("analyze obligation").update();
    }

    private void over() {
        jdbc.sql("update obligation set ended_at = due_at, end_kind = 'OVERTAKEN', end_reason = 'Over.' where owner_id = :owner and ended_at is null")
                .param("owner", team.outgoing().id()).update();
    }

    private long statements(String path, List<Long> millis) {
        List<String> seen = new ArrayList<>();
        String[] next = {path};
        for (int page = 0; page < 3; page++) {
            MvcTestResult answer = api.get(team.service(), next[0]);
            seen.addAll(ids(answer));
            Matcher link = NEXT.matcher(String.valueOf(answer.getResponse().getHeader("Link")));
            assertThat(link.find()).isTrue();
            next[0] = java.net.URLDecoder.decode(link.group(1), java.nio.charset.StandardCharsets.UTF_8);
        }
        assertThat(new HashSet<>(seen)).as("three pages, nothing twice").hasSize(150);
        long begun = System.nanoTime();
        long counted = CountedStatements.of(() -> api.get(team.service(), next[0]));
        millis.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
        return counted;
    }

    @Test
    void tenThousandCostWhatAThousandCost() {
        List<Long> millis = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int count : new int[] {1000, 10_000}) {
            team = world.team();
            family = world.family(team, 2);
            many(count);
            counts.add(statements("/api/obligations?whose=line", millis));
            counts.add(statements("/api/obligations?casefile=" + family.reference(), millis));
            if (count < 10_000) {
                over();
            }
        }
        System.out.println("Statements per page of obligations (line, case file) of 1,000 and of 10,000: " + counts + ", ms " + millis);
        assertThat(counts.subList(2, 4)).isEqualTo(counts.subList(0, 2));
        String plan = String.join("\n", jdbc.sql("""
                explain select o.* from unnest(array[:owner]::uuid[]) w cross join lateral (select o.* from obligation o where o.owner_id = w and o.ended_at is null
                and (o.due_at, o.id) > (:due, :id) order by o.due_at, o.id limit 51) o""").param("owner", team.outgoing().id())
                .param("due", java.sql.Timestamp.from(DUE)).param("id", new UUID(0, 0)).query(String.class).list());
        assertThat(plan).contains("obligation_owner").doesNotContain("Seq Scan on obligation");
        String late = String.join("\n", jdbc.sql("explain select id from obligation where ended_at is null and level = 0 and due_at <= :now order by due_at, id limit 2000")
                .param("now", java.sql.Timestamp.from(DUE)).query(String.class).list());
        // which of two indexes depends on what else is late in this database
        assertThat(late).as("what the sweep asks every minute").containsAnyOf("obligation_unnoticed", "obligation_due").doesNotContain("Seq Scan");
        over();
    }
}
