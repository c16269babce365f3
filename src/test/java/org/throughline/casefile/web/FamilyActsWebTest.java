package org.throughline.casefile.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilyMember;
import org.throughline.casefile.LinkDays;
import org.throughline.casefile.NewPerson;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.casefile.RelationshipType;
import org.throughline.organisation.Organisation;
import org.throughline.testing.Api;
import org.throughline.testing.SampleCase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** People, what they are to each other, and where they live, as they change. */
@ThroughlineTest
class FamilyActsWebTest {

    @Autowired private Organisation organisation;
    @Autowired private Casefiles casefiles;
    @Autowired private Families families;
    @Autowired private ProtectedAddresses addresses;
    @Autowired private LinkDays days;
    @Autowired private JdbcClient jdbc;
    @Autowired private Clock clock;
    @Autowired private ObjectMapper json;
    @Autowired private PlatformTransactionManager transactions;
    @Autowired private WebApplicationContext context;

    private SampleCase sample;
    private Api api;
    private String path;
    private LocalDate today;

    @BeforeEach
    void makeACase() {
        sample = SampleCase.make(organisation, casefiles, clock, new TransactionTemplate(transactions));
        api = new Api(context);
        path = "/api/casefiles/" + sample.file.reference();
        today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    @Test
    void somebodyIsRecordedOnceAndEveryChangeIsNewForWhoeverHasRead() throws Exception {
        Instant read = clock.instant().minusSeconds(1);
        String person = "{\"person\":{\"name\":\"%s\",\"born\":\"1990-02-03\",\"aliases\":[\"Patty\"]},\"relationship\":\"PARTNER\",\"to\":\"%s\",\"decisions\":[%s]}";
        assertThat(api.send(HttpMethod.POST, sample.nadia, person.formatted("Pat", sample.mother, ""), path + "/people")).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"person\":{\"child\":true,\"name\":\" \"}}", path + "/people")).hasStatus(422).bodyJson()
                .extractingPath("$.faults[*].field").asArray().containsExactlyInAnyOrder("person.name", "person.born", "relationship");
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"person\":{\"born\":\"then\"}}", path + "/people")).hasStatus(400);
        long version = families.version(sample.file.id());
        String pat = "Pat " + sample.tag;
        UUID id = made(api.send(HttpMethod.POST, sample.olive, person.formatted(pat, sample.mother, ""), path + "/people"));
        assertThat(families.of(sample.file.id())).extracting(FamilyMember::personId).contains(id);
        assertThat(families.version(sample.file.id())).isGreaterThan(version);

        JsonNode known = body(api.send(HttpMethod.POST, sample.olive, person.formatted(pat, sample.mother, ""), path + "/people"), 409);
        assertThat(known.path("matches").get(0).path("known").asText()).isEqualTo(id.toString());
        String decided = "{\"known\":\"%s\",\"outcome\":\"NOT_SAME\",\"reason\":\"Her twin.\"}".formatted(id);
        made(api.send(HttpMethod.POST, sample.olive, person.formatted(pat, sample.mother, decided), path + "/people"));

        String one = path + "/people/" + id;
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"name\":\"Patricia Former\",\"former\":true}", one + "/names")).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{}", one + "/identifiers")).hasStatus(422).bodyJson().extractingPath("$.faults.length()").isEqualTo(2);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"scheme\":\"NHS\",\"value\":\"%s\"}".formatted(sample.tag), one + "/identifiers")).hasStatus(204);
        assertThat(api.send(HttpMethod.PUT, sample.olive, "{\"died\":\"%s\"}".formatted(today), one + "/died")).hasStatus(204);
        assertThat(body(api.send(HttpMethod.PUT, sample.olive, "{\"died\":\"%s\"}".formatted(today), one + "/died"), 409).path("code").asText()).isEqualTo("already-there");
        assertThat(api.send(HttpMethod.PUT, sample.olive, "{\"died\":\"%s\"}".formatted(today), path + "/people/" + UUID.randomUUID() + "/died")).hasStatus(404);

        UUID unborn = made(api.send(HttpMethod.POST, sample.olive, "{\"person\":{\"child\":true,\"name\":\"Unborn %s\",\"expected\":\"%s\"},\"relationship\":\"HALF_SIBLING\"}"
                .formatted(sample.tag, today.plusDays(100)), path + "/people"));
        assertThat(api.send(HttpMethod.PUT, sample.olive, "{\"expected\":\"%s\"}".formatted(today.plusDays(90)), path + "/people/" + unborn + "/expected")).hasStatus(204);
        assertThat(api.send(HttpMethod.PUT, sample.olive, "{\"born\":\"%s\"}".formatted(today.plusDays(2)), path + "/people/" + unborn + "/born")).hasStatus(422);
        assertThat(api.send(HttpMethod.PUT, sample.olive, "{\"born\":\"%s\"}".formatted(today), path + "/people/" + unborn + "/born")).hasStatus(204);
        assertThat(api.send(HttpMethod.PUT, sample.olive, "{\"born\":\"%s\"}".formatted(today), path + "/people/" + unborn + "/born")).hasStatus(409);

        assertThat(api.get(sample.nadia, path + "/people/changes?since={since}", read)).hasStatus(404);
        assertThat(api.get(sample.sunita, path + "/people/changes?since={since}", read)).hasStatusOk().bodyJson().extractingPath("$[*].inWords").asArray()
                .contains("belongs to the family", "has another name on record", "has another number on record", "has died", "has a day of birth on record");
    }

    @Test
    void aTieEndsOnceAndASecondEndIsRefusedByASentence() throws Exception {
        UUID partner = casefiles.addPerson(new NewPerson(false, "Lou " + sample.tag, "Lou", null, null));
        casefiles.addRelationship(partner, sample.child, RelationshipType.OTHER, today.minusDays(9), null);
        String tie = "{\"from\":\"%s\",\"to\":\"%s\",\"type\":\"PARTNER\",\"since\":\"%s\"}".formatted(partner, sample.mother, today.minusDays(5));
        assertThat(api.send(HttpMethod.POST, sample.olive, "{}", path + "/relationships")).hasStatus(422).bodyJson().extractingPath("$.faults.length()").isEqualTo(3);
        assertThat(api.send(HttpMethod.POST, sample.nadia, tie, path + "/relationships")).hasStatus(404);
        UUID id = made(api.send(HttpMethod.POST, sample.olive, tie, path + "/relationships"));
        assertThat(body(api.send(HttpMethod.POST, sample.olive, tie, path + "/relationships"), 409).path("code").asText()).isEqualTo("already-there");
        String end = path + "/relationships/" + id + "/end";
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"until\":\"%s\"}".formatted(today.minusDays(6)), end)).hasStatus(422);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"until\":\"%s\"}".formatted(today), end)).hasStatus(204);
        JsonNode again = body(api.send(HttpMethod.POST, sample.olive, "{\"until\":\"%s\"}".formatted(today), end), 409);
        assertThat(again.path("code").asText()).isEqualTo("already-ended");
        assertThat(again.path("detail").asText()).startsWith("This ended on " + today);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{}", path + "/relationships/" + UUID.randomUUID() + "/end")).hasStatus(404);
    }

    @Test
    void peopleMoveAndAnAddressBecomesProtectedAndIsTakenOutFromThenOn() throws Exception {
        String home = "{\"address\":\"4 Mill Lane %s\",\"people\":[\"%s\",\"%s\"],\"leaving\":%s}";
        assertThat(api.send(HttpMethod.POST, sample.olive, "{}", path + "/households")).hasStatus(422).bodyJson().extractingPath("$.faults.length()").isEqualTo(2);
        assertThat(api.send(HttpMethod.POST, sample.olive, home.formatted("A", sample.mother, UUID.randomUUID(), false), path + "/households")).hasStatus(404);
        UUID first = made(api.send(HttpMethod.POST, sample.olive, home.formatted("One", sample.mother, sample.child, false), path + "/households"));
        made(api.send(HttpMethod.POST, sample.olive, home.formatted("Two", sample.mother, sample.child, true), path + "/households"));
        assertThat(jdbc.sql("select count(*) from household_member m join household_member_end e on e.household_member_id = m.id where m.household_id = ?").params(first)
                .query(Long.class).single()).isEqualTo(2);
        String members = path + "/households/" + first + "/members";
        UUID stay = made(api.send(HttpMethod.POST, sample.olive, "{\"person\":\"%s\"}".formatted(sample.father), members));
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"person\":\"%s\"}".formatted(sample.father), members)).hasStatus(409);
        String end = path + "/households/members/" + stay + "/end";
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"until\":\"%s\"}".formatted(today), end)).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"until\":\"%s\"}".formatted(today), end)).hasStatus(409);

        String protection = path + "/households/" + first + "/protection";
        assertThat(api.send(HttpMethod.PUT, sample.nadia, "{\"protectedAddress\":true,\"reason\":\"x\"}", protection)).hasStatus(404);
        assertThat(api.send(HttpMethod.PUT, sample.olive, "{\"protectedAddress\":true}", protection)).hasStatus(422);
        assertThat(api.send(HttpMethod.PUT, sample.olive, "{\"protectedAddress\":true,\"reason\":\"He looks for her.\"}", protection)).hasStatus(204);
        assertThat(api.send(HttpMethod.PUT, sample.olive, "{\"protectedAddress\":true,\"reason\":\"He looks for her.\"}", protection)).hasStatus(409);
        assertThat(ProtectedAddresses.takenOut("at 4, mill ln one, now", addresses.of(sample.file.id()))).isEqualTo("at [protected address], now");
    }

    @Test
    void aLinkWhoseDayComesTakesEffectOnThatDayAndOneThatHasEndedNoLonger() {
        jdbc.sql("update family_day set day = ?").params(today).update();
        UUID partner = casefiles.addPerson(new NewPerson(false, "Ned " + sample.tag, "Ned", null, null));
        UUID tie = casefiles.addRelationship(partner, sample.mother, RelationshipType.PARTNER, today.plusDays(3), null);
        long version = families.version(sample.file.id());
        assertThat(belongs(partner)).isFalse();
        TestClock.get().advance(Duration.ofDays(2));
        days.takeEffect();
        assertThat(belongs(partner)).isFalse();
        TestClock.get().advance(Duration.ofDays(1));
        assertThat(days.takeEffect()).isPositive();
        assertThat(belongs(partner)).isTrue();
        assertThat(families.version(sample.file.id())).isGreaterThan(version);
        assertThat(days.takeEffect()).as("a day is done once").isZero();
        casefiles.endRelationship(tie, today.plusDays(5), null);
        TestClock.get().advance(Duration.ofDays(2));
        days.takeEffect();
        assertThat(belongs(partner)).as("on the last day").isTrue();
        TestClock.get().advance(Duration.ofDays(1));
        assertThat(days.takeEffect()).isPositive();
        assertThat(belongs(partner)).isFalse();
    }

    /** In summer the day begins an hour before the server's. */
    @Test
    void theDayOfALinkBeginsAtMidnightWherePeopleLive() {
        LocalDate day = LocalDate.of(today.getYear() + 1, 7, 7);
        jdbc.sql("update family_day set day = ?").params(day.minusDays(1)).update();
        UUID partner = casefiles.addPerson(new NewPerson(false, "Neal " + sample.tag, "Neal", null, null));
        casefiles.addRelationship(partner, sample.mother, RelationshipType.PARTNER, day, null);
        TestClock.get().set(Instant.parse(day.minusDays(1) + "T22:59:00Z"));
        days.takeEffect();
        assertThat(belongs(partner)).as("a minute before midnight").isFalse();
        TestClock.get().set(Instant.parse(day.minusDays(1) + "T23:01:00Z"));
        assertThat(days.takeEffect()).isPositive();
        assertThat(belongs(partner)).as("a minute after it").isTrue();
        jdbc.sql("update family_day set day = ?").params(today).update();
    }

    /** A double click, or a line that broke before the answer came. */
    @Test
    void whatIsSentTwiceIsDoneOnceAndAnsweredTwice() throws Exception {
        String home = "{\"address\":\"9 Mill Lane %s\",\"people\":[\"%s\"],\"leaving\":false}".formatted(sample.tag, sample.mother);
        String key = "click-" + sample.tag;
        assertThat(api.post(sample.olive, key, "{}", path + "/households")).as("a refusal uses up no key").hasStatus(422);
        List<CompletableFuture<MvcTestResult>> clicks = Stream.generate(() -> CompletableFuture.supplyAsync(() -> api.post(sample.olive, key, home, path + "/households"))).limit(4).toList();
        Set<UUID> made = new HashSet<>();
        for (CompletableFuture<MvcTestResult> click : clicks) {
            made.add(made(click.get()));
        }
        assertThat(made).hasSize(1);
        assertThat(jdbc.sql("select count(*) from household where address = ?").params("9 Mill Lane " + sample.tag).query(Long.class).single()).isOne();
        assertThat(body(api.post(sample.olive, key, home.replace("9 Mill", "8 Mill"), path + "/households"), 409).path("code").asText()).isEqualTo("key-used");
        assertThat(api.post(sample.sunita, key, home, path + "/households")).as("another person's key is another key").hasStatus(201);

        String name = "{\"name\":\"Mara Former\",\"former\":true}";
        for (int click = 0; click < 2; click++) {
            assertThat(api.post(sample.olive, key + "-name", name, path + "/people/" + sample.mother + "/names")).hasStatus(204);
        }
        assertThat(jdbc.sql("select count(*) from person_change where person_id = ? and kind = 'NAME'").params(sample.mother).query(Long.class).single()).isOne();

        TestClock.get().advance(Duration.ofDays(1).plusSeconds(1));
        api.post(sample.olive, key + "-later", name.replace("Former", "Later"), path + "/people/" + sample.mother + "/names");
        assertThat(jdbc.sql("select count(*) from idempotent_request where key = ?").params(key).query(Long.class).single()).as("kept for a day").isZero();
    }

    private boolean belongs(UUID person) {
        return families.of(sample.file.id()).stream().anyMatch(member -> member.personId().equals(person));
    }

    private UUID made(MvcTestResult result) throws Exception {
        return UUID.fromString(body(result, 201).path("id").asText());
    }

    private JsonNode body(MvcTestResult result, int status) throws Exception {
        assertThat(result).hasStatus(status);
        return json.readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
    }
}
