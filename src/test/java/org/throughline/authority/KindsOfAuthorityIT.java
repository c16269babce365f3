package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.access.Access;
import org.throughline.access.Refusal;
import org.throughline.access.Relation;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.RelationshipType;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EventType;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverType;
import org.throughline.handover.HandoverWalk;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReasonCode;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class KindsOfAuthorityIT {

    /** A Friday evening in winter: the clock on the wall is UTC. */
    private static final Instant FRIDAY = Instant.parse("2026-03-06T20:00:00Z");

    @Autowired FamilyWorld world;
    @Autowired HandoverWalk walk;
    @Autowired Handovers handovers;
    @Autowired Authorities authorities;
    @Autowired Chronology chronology;
    @Autowired Casefiles casefiles;
    @Autowired DutyRota rota;
    @Autowired Obligations obligations;
    @Autowired Access access;
    @Autowired OwnerDatabase owner;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;
    @Autowired WebApplicationContext context;

    private Api api;
    private Team team;
    private Family family;

    @BeforeEach
    void aFriday() {
        world.startClock(FRIDAY);
        team = world.team();
        family = world.family(team, 5);
        api = new Api(context);
    }

    private JsonNode sent(Practitioner who, String path, String body, int status) throws Exception {
        var answer = api.send(HttpMethod.POST, who, body, "/api/casefiles/" + family.reference() + path);
        assertThat(answer).hasStatus(status);
        return json.readTree(answer.getResponse().getContentAsString());
    }

    @Test
    void aWorkerOnDutyActsAfterThePageForTheShiftAndHandsBack() throws Exception {
        Practitioner cora = team.colleague();
        assertThat(sent(cora, "/duty", "{\"reason\":\"A neighbour rang.\"}", 409).path("code").asText()).isEqualTo("not-on-duty");
        rota.add(team.csc(), null, DutyRole.DUTY_WORKER, cora.id(), FRIDAY.minusSeconds(3600), FRIDAY.plus(Duration.ofHours(13)));
        sent(cora, "/duty", "{\"reason\":\" \"}", 422);
        JsonNode page = sent(cora, "/duty", "{\"reason\":\"A neighbour rang.\"}", 201);
        String id = "{\"page\":" + page.path("id");
        assertThat(page.path("parts")).hasSize(6);
        assertThat(page.path("keyEntries")).hasSize(1);
        assertThat(sent(cora, "/duty/receipts", id + ",\"part\":\"PEOPLE\"}", 409).path("code").asText()).isEqualTo("too-soon");
        TestClock.get().advance(Duration.ofMinutes(5));
        for (KnockPart part : KnockPart.values()) {
            sent(cora, "/duty/receipts", id + ",\"part\":\"" + part + "\"}", 200);
        }
        assertThat(refusedByTheServiceAlone(() -> takes(page, cora)).code()).isEqualTo("page-unread");
        JsonNode entry = page.path("keyEntries").path(0);
        assertThat(sent(cora, "/duty/receipts", id + ",\"entry\":{\"casefileId\":" + entry.path("casefileId") + ",\"seq\":" + entry.path("seq") + "}}", 200)
                .path("keyEntries")).isEmpty();
        JsonNode taken = sent(cora, "/duty/authority", id + "}", 201);
        assertThat(taken.path("kind").asText()).isEqualTo("DUTY");
        assertThat(access.relations(cora, family.file())).contains(Relation.ON_DUTY);

        chronology.append(family.file(), world.visit(family, cora), cora, null);
        assertThat(refusedByTheServiceAlone(() -> chronology.append(family.file(), world.draft(family, EventType.ASSESSMENT, team.csc(), "Assessed.", cora.id()), cora, null)).code())
                .isEqualTo("beyond-duty");
        UUID duty = UUID.fromString(taken.path("id").asText());
        ObligationView note = obligations.open("hand-back:" + duty).orElseThrow();
        assertThat(note.dueAt()).as("Monday at ten").isEqualTo("2026-03-09T10:00:00Z");
        assertThat(note.ownerId()).isEqualTo(cora.id());

        TestClock.get().set(FRIDAY.plus(Duration.ofHours(14)));
        assertThat(refusedByTheServiceAlone(() -> chronology.append(family.file(), world.visit(family, cora), cora, null)).code()).isEqualTo("authority-required");
        assertThat(access.relations(cora, family.file())).doesNotContain(Relation.ON_DUTY);

        String noted = "/duty/" + duty + "/note";
        sent(team.incoming(), noted, "{\"text\":\"Not mine.\"}", 404);
        sent(cora, noted, "{\"text\":\"I saw the baby awake; the father slept. Go there on Monday.\"}", 204);
        assertThat(obligations.open("hand-back:" + duty)).isEmpty();
        assertThat(obligations.open("hand-back-read:" + duty).orElseThrow().ownerId()).isEqualTo(team.outgoing().id());
        assertThat(sent(team.outgoing(), noted + "/receipt", "{}", 409).path("code").asText()).isEqualTo("too-soon");
        assertThat(api.get(team.outgoing(), "/api/casefiles/" + family.reference() + "/duty/notes")).hasStatusOk();
        TestClock.get().advance(Duration.ofSeconds(30));
        sent(team.outgoing(), noted + "/receipt", "{}", 204);
        assertThat(obligations.open("hand-back-read:" + duty)).isEmpty();
    }

    @Test
    void whatCameInWithTheFileIsNewToNobodyAndALinkMadeLaterIs() throws Exception {
        assertThat(fresh(team.outgoing())).isEmpty();
        TestClock.get().advance(Duration.ofHours(1));
        chronology.append(family.file(), world.fact(family, "The baby was weighed."), team.visitor(), null);
        assertThat(fresh(team.outgoing())).hasSize(1);
        casefiles.addRelationship(world.family(team, 6).father(), family.child(), RelationshipType.OTHER_RELATIVE, LocalDate.of(2026, 3, 6), team.administrator().id());
        assertThat(fresh(team.outgoing())).as("with what is known of the relative").hasSizeGreaterThan(1);
    }

    private JsonNode fresh(Practitioner worker) throws Exception {
        return json.readTree(api.get(worker, "/api/casefiles/" + family.reference() + "/new-entries").getResponse().getContentAsString()).path("entries");
    }

    private void takes(JsonNode page, Practitioner who) {
        context.getBean(DutyAccess.class).take(UUID.fromString(page.path("id").asText()), who);
    }

    @Test
    void coverIsReadAndSignedForAndEndsOnItsDayWhileResponsibilityStays() {
        LocalDate lastDay = LocalDate.of(2026, 3, 20);
        assertThat(catchThrowableOfType(org.throughline.access.Invalid.class, () -> request(HandoverType.TEMPORARY_COVER, null))).isNotNull();
        signed(request(HandoverType.TEMPORARY_COVER, lastDay));
        AuthorityView cover = authorities.held(family.file(), team.incoming().id()).orElseThrow();
        assertThat(cover.kind()).isEqualTo("COVER");
        assertThat(cover.expiresAt()).isEqualTo("2026-03-21T00:00:00Z");
        assertThat(casefiles.responsible(family.file())).contains(team.outgoing().id());
        assertThat(authorities.held(family.file(), team.outgoing().id()).orElseThrow().kind()).isEqualTo("RESPONSIBLE");
        assertThat(access.relations(team.incoming(), family.file())).contains(Relation.ALLOCATED);
        chronology.append(family.file(), world.visit(family, team.incoming()), team.incoming(), null);
        TestClock.get().set(Instant.parse("2026-03-21T00:00:00Z"));
        assertThat(refusedByTheServiceAlone(() -> chronology.append(family.file(), world.visit(family, team.incoming()), team.incoming(), null)).code()).isEqualTo("authority-required");
        assertThat(access.relations(team.incoming(), family.file())).doesNotContain(Relation.ALLOCATED);
        assertThat(violations()).isEmpty();
    }

    /** The cover waits at its first step while the family changes hands; the new responsible worker then shares the work, and the cover is signed too. */
    @Test
    void aCoverUnderWayHoldsUpNoChangeOfTheResponsibleWorker() {
        UUID cover = handovers.request(new NewHandover(family.file(), team.colleague().username(), HandoverType.TEMPORARY_COVER, ReasonCode.ABSENC, null, true,
                LocalDate.of(2026, 4, 20)), team.supervisor());
        assertThat(catchThrowableOfType(Refusal.class, () -> handovers.request(new NewHandover(family.file(), team.colleague().username(), HandoverType.CO_WORKING, ReasonCode.ABSENC,
                null, true, null), team.supervisor())).code()).as("one way to one worker").isEqualTo("already-open");
        UUID change = request(HandoverType.WORKER_SAME_TEAM, null);
        assertThat(catchThrowableOfType(Refusal.class, () -> request(HandoverType.TEAM_TO_TEAM, null)).code()).as("one change at a time").isEqualTo("already-open");
        assertThat(handovers.openOf(family.file())).contains(change);
        signed(change);
        assertThat(casefiles.responsible(family.file())).contains(team.incoming().id());
        assertThat(obligations.open("handover:" + cover + ":Task_PrepareSummary").orElseThrow().ownerId()).as("who is responsible now shares the work").isEqualTo(team.incoming().id());

        handovers.waive(cover, HandoverWalk.NOT_ON_RECORD, "Being put right; agreed with the sending manager.", team.supervisor());
        walk.act(cover, team.incoming(), HandoverWalk.summary());
        walk.act(cover, team.supervisor(), HandoverWalk.object(java.util.Map.of("outcome", "ACCEPTED")));
        walk.act(cover, team.incoming(), walk.discussion());
        world.reads(family.file(), team.colleague());
        walk.act(cover, team.colleague(), null);
        walk.act(cover, team.colleague(), walk.account(family.file()));
        walk.act(cover, team.supervisor(), walk.signOff("AGREED"));
        assertThat(authorities.held(family.file(), team.colleague().id()).orElseThrow().kind()).isEqualTo("COVER");
        assertThat(casefiles.responsible(family.file())).contains(team.incoming().id());
        assertThat(violations()).isEmpty();
    }

    @Test
    void aShareOfTheWorkUnderWayEndsWhereItsWorkerBecomesResponsible() {
        UUID shared = request(HandoverType.CO_WORKING, null);
        signed(request(HandoverType.WORKER_SAME_TEAM, null));
        assertThat(walk.step(shared)).isEqualTo(HandoverStep.ENDED);
        assertThat(authorities.held(family.file(), team.incoming().id()).orElseThrow().kind()).isEqualTo("RESPONSIBLE");
    }

    @Test
    void aCoWorkerActsBesideTheResponsibleOneUntilItIsEnded() throws Exception {
        signed(request(HandoverType.CO_WORKING, null));
        assertThat(authorities.held(family.file(), team.incoming().id()).orElseThrow().kind()).isEqualTo("CO_WORKING");
        assertThat(casefiles.responsible(family.file())).contains(team.outgoing().id());
        chronology.append(family.file(), world.visit(family, team.incoming()), team.incoming(), null);
        chronology.append(family.file(), world.visit(family, team.outgoing()), team.outgoing(), null);
        sent(team.outgoing(), "/shared-work/" + team.incoming().username() + "/end", "{\"reason\":\"Done.\"}", 404);
        TestClock.get().advance(Duration.ofMinutes(1));
        sent(team.supervisor(), "/shared-work/" + team.incoming().username() + "/end", "{\"reason\":\"Done.\"}", 204);
        assertThat(authorities.held(family.file(), team.incoming().id())).isEmpty();
        assertThat(violations()).isEmpty();
    }

    @Test
    void nobodyActsOnAClosedFile() {
        owner.withoutTriggers("casefile", () -> owner.asOwner().sql("update casefile set closed_at = ? where id = ?")
                .params(java.sql.Timestamp.from(FRIDAY), family.file()).update());
        assertThat(refusedByTheServiceAlone(() -> chronology.append(family.file(), world.visit(family, team.outgoing()), team.outgoing(), null)).code()).isEqualTo("file-closed");
        chronology.append(family.file(), world.visit(family, team.outgoing()), team.outgoing(), "The door was open.");
    }

    @Test
    void theFormerWorkerAddsLateWhatHappenedBeforeAndTheNewWorkerReadsIt() throws Exception {
        signed(request(HandoverType.WORKER_SAME_TEAM, null));
        Practitioner olive = team.outgoing();
        JsonNode late = sent(olive, "/entries", late("2026-03-05", "The grandmother rang."), 201);
        assertThat(sent(olive, "/entries", late("2026-03-09", "She rang again."), 422).path("faults").path(0).path("field").asText()).isEqualTo("eventDate");
        assertThat(json.readTree(api.get(olive, "/api/casefiles/" + family.reference() + "/history").getResponse().getContentAsString()).path("items"))
                .extracting(item -> item.path("summary").asText()).containsExactly("The grandmother rang.");
        chronology.append(family.file(), world.draft(family, EventType.DISCLOSURE, team.health(), "The brother told a nurse.", null), team.visitor(), null);
        chronology.append(family.file(), world.fact(family, "The baby was weighed."), team.visitor(), null);

        List<ObligationView> owed = obligations.openOf(team.incoming().id(), "NEW_ENTRY");
        assertThat(owed).as("the late entry and the key entry").hasSize(2).extracting(ObligationView::ruleId).containsOnly("X10");
        assertThat(owed.get(0).dueAt()).isEqualTo("2026-03-09T17:00:00Z");
        JsonNode fresh = json.readTree(api.get(team.incoming(), "/api/casefiles/" + family.reference() + "/new-entries").getResponse().getContentAsString());
        assertThat(fresh.path("entries")).hasSize(3);
        chronology.append(family.file(), world.visit(family, team.incoming()), team.incoming(), null);
        world.reads(family.file(), team.incoming());
        assertThat(obligations.openOf(team.incoming().id(), "NEW_ENTRY")).isEmpty();
        assertThat(obligations.get(owed.get(0).id()).endKind()).isEqualTo("MET");
        assertThat(late.path("seq").asLong()).isPositive();

        TestClock.get().set(Instant.parse("2026-04-10T12:00:00Z"));
        sent(olive, "/entries", late("2026-03-05", "Much later."), 404);
        assertThat(api.get(olive, "/api/casefiles/" + family.reference() + "/history")).hasStatus(404);
    }

    private String late(String day, String summary) {
        return """
                {"eventDate":"%s","precision":"EXACT","type":"OTHER","sourceAgency":"csc-%s","sourcePerson":"grandmother","persons":["%s"],"summary":"%s","key":false}"""
                .formatted(day, team.mark(), family.child(), summary);
    }

    private UUID request(HandoverType type, LocalDate coverUntil) {
        return handovers.request(new NewHandover(family.file(), team.incoming().username(), type, ReasonCode.ABSENC, null, true, coverUntil), team.supervisor());
    }

    private void signed(UUID handover) {
        while (walk.step(handover) != HandoverStep.TELL_FAMILY) {
            walk.next(family, handover);
        }
        TestClock.get().advance(Duration.ofMinutes(1));
    }

    /** With the second wall switched off the service itself refuses, and no entry or authority is written. */
    private Refusal refusedByTheServiceAlone(Runnable attack) {
        long before = written();
        Refusal[] refusal = new Refusal[1];
        owner.withoutTriggers("entry", () -> owner.withoutTriggers("authority", () -> refusal[0] = catchThrowableOfType(Refusal.class, attack::run)));
        assertThat(refusal[0]).as("the service itself refuses").isNotNull();
        assertThat(written()).isEqualTo(before);
        return refusal[0];
    }

    private long written() {
        return jdbc.sql("select (select count(*) from entry) + (select count(*) from authority)").query(Long.class).single();
    }

    private List<String> violations() {
        return jdbc.sql("select violation from gate_violation where casefile_id = ?").params(family.file()).query(String.class).list();
    }
}
