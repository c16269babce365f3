package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.FamilyHistory;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.Crossing;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Two of the line decide at the same moment whether an entry is this family's: one decides, the other reads who did, and there is one tombstone or none. */
@ThroughlineTest
class NotThisFamilyRacesIT {

    private static final String AGREE = "{\"agreed\":true,\"reason\":\"The letter names another child.\"}";
    private static final String NOT = "{\"agreed\":false,\"reason\":\"It was Hal.\"}";

    @Autowired FamilyWorld world;
    @Autowired Chronology chronology;
    @Autowired FamilyHistory history;
    @Autowired JdbcClient jdbc;
    @Autowired WebApplicationContext context;

    private Api api;
    private Team team;
    private Family family;
    private EntryRef entry;

    @BeforeEach
    void anEntryIsAskedAbout() {
        world.startClock();
        team = world.team();
        family = world.family(team, 3);
        api = new Api(context);
        entry = chronology.append(family.file(), world.draft(family, EventType.INJURY, team.health(), "A burn of the child next door.", null), team.outgoing(), null);
        TestClock.get().tick();
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{\"reason\":\"The letter was of the family next door.\"}", path())).hasStatus(201);
        TestClock.get().tick();
    }

    private String path() {
        return "/api/casefiles/" + family.reference() + "/entries/" + entry.casefileId() + "/" + entry.seq() + "/not-this-family";
    }

    private MvcTestResult decides(Practitioner who, String body) {
        return api.send(HttpMethod.POST, who, body, path() + "/decision");
    }

    private void oneDecides(String first, String second) throws Exception {
        List<MvcTestResult> answers = Crossing.of(List.of(() -> decides(team.supervisor(), first), () -> decides(team.service(), second)));
        assertThat(answers).extracting(answer -> answer.getResponse().getStatus()).as("one decides").containsOnlyOnce(204);
        boolean supervisor = answers.get(0).getResponse().getStatus() == 204;
        Practitioner decided = supervisor ? team.supervisor() : team.service();
        assertThat(answers.get(supervisor ? 1 : 0)).as("the other is told who").hasStatus(409).bodyJson()
                .isLenientlyEqualTo("{\"code\":\"already-done\",\"detail\":\"" + decided.name() + " has decided this already. Load the page again to see it.\"}");
        boolean agreed = (supervisor ? first : second).equals(AGREE);
        assertThat(jdbc.sql("select decided_by, agreed from not_this_family_decision d join not_this_family_request r on r.id = d.request_id where r.casefile_id = ? and r.seq = ?")
                .params(entry.casefileId(), entry.seq()).query((row, n) -> Map.of(row.getObject(1), row.getBoolean(2))).list()).containsExactly(Map.of(decided.id(), agreed));
        assertThat(Stream.of(history.tombstoneOf(entry)).filter(Optional::isPresent)).as("one tombstone or none").hasSize(agreed ? 1 : 0);
        assertThat(jdbc.sql("select count(*) from entry where casefile_id = ? and kind = 'NOT_THIS_FAMILY'").param(entry.casefileId()).query(Integer.class).single()).isEqualTo(agreed ? 1 : 0);
        assertThat(history.verify(family.file()).intact()).isTrue();
        assertThat(jdbc.sql("select count(*) from obligation where dedupe_key = ? and ended_at is null").param(NotThisFamilyDuties.key(entry)).query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from gate_violation where casefile_id = ?").param(family.file()).query(Integer.class).single()).isZero();
    }

    @RepeatedTest(3)
    void bothAgree() throws Exception {
        oneDecides(AGREE, AGREE);
    }

    @RepeatedTest(3)
    void oneAgreesAndTheOtherDoesNot() throws Exception {
        oneDecides(AGREE, NOT);
    }

    @RepeatedTest(3)
    void whatIsPutBesideItMeanwhileGoesWithItOrIsRefused() throws Exception {
        List<Exception> told = Crossing.refusals(List.of(() -> {
            assertThat(decides(team.supervisor(), AGREE)).hasStatus(204);
            return null;
        }, () -> chronology.correct(family.file(), entry, world.draft(family, EventType.INJURY, team.health(), "Two burns.", null), "The nurse rang.", team.outgoing())));
        assertThat(told.get(0)).isNull();
        assertThat(history.tombstoneOf(entry)).isPresent();
        assertThat(jdbc.sql("select count(*) from entry e where e.about_casefile_id = ? and e.about_seq = ? and e.kind = 'CORRECTION' and not is_taken_out(e.casefile_id, e.seq)")
                .params(entry.casefileId(), entry.seq()).query(Integer.class).single()).as("no word of it stays").isZero();
        assertThat(history.verify(family.file()).intact()).isTrue();
        assertThat(jdbc.sql("select count(*) from gate_violation where casefile_id = ?").param(family.file()).query(Integer.class).single()).isZero();
    }
}
