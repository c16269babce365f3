package org.throughline.risk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Restrictions;
import org.throughline.chronology.Verification;
import org.throughline.handover.HandoverType;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReasonCode;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.ThroughlineTest;

/** Patterns over REST: 401, 404, what is refused and why, what each person sees, and what whoever takes over is shown. */
@ThroughlineTest
class PromptsWebTest {

    @Autowired FamilyWorld world;
    @Autowired Chronology chronology;
    @Autowired Restrictions restrictions;
    @Autowired Casefiles casefiles;
    @Autowired Handovers handovers;
    @Autowired ObjectMapper json;
    @Autowired WebApplicationContext context;

    private Api api;
    private FamilyWorld.Team team;
    private FamilyWorld.Family family;

    @BeforeEach
    void aFamily() {
        world.startClock(Instant.parse("2026-03-02T09:00:00Z"));
        team = world.team();
        family = world.family(team, 3);
        api = new Api(context);
    }

    private EntryRef selfHarm(Practitioner recorder) {
        return happened(EventType.CARER_SELF_HARM, LocalDate.of(2026, 3, 1), recorder);
    }

    private EntryRef moved(LocalDate day) {
        return happened(EventType.NEW_TENANCY, day, team.outgoing());
    }

    private EntryRef happened(EventType type, LocalDate day, Practitioner recorder) {
        return chronology.append(family.file(), new EntryDraft(day, Precision.EXACT, type, team.health(), "record", List.of(family.father(), family.child()),
                "He was found by a friend.", Provenance.THIRD_PARTY, Verification.UNVERIFIED, null, "What it means.", ImpactLevel.LOW, "noted", "none: routine", false, Map.of(), null), recorder, null);
    }

    private JsonNode list(Practitioner reader) throws Exception {
        return json.readTree(api.get(reader, path()).getResponse().getContentAsString());
    }

    private String path() {
        return "/api/casefiles/" + family.reference() + "/prompts";
    }

    private JsonNode open(Practitioner reader, String rule) throws Exception {
        for (JsonNode one : list(reader).get("open")) {
            if (one.get("rule").asText().equals(rule)) {
                return one;
            }
        }
        throw new AssertionError(rule + " is not there");
    }

    private String noAction(EntryRef entry, String enough) {
        return "{\"outcome\":\"NO_ACTION\",\"words\":\"Nothing follows.\",\"wouldChange\":\"One more.\",\"evidence\":[{\"casefile\":\"" + family.reference() + "\",\"seq\":" + entry.seq() + "}]"
                + (enough == null ? "" : ",\"whyEnough\":\"" + enough + "\"") + "}";
    }

    @Test
    void whoWorksWithTheFamilySeesThePatternsAndNobodyElse() throws Exception {
        EntryRef entry = selfHarm(team.outgoing());
        assertThat(api.anonymously(path())).hasStatus(401);
        assertThat(api.get(team.outgoing(), "/api/casefiles/CH-NOBODY/prompts")).hasStatus(404);
        for (Practitioner none : List.of(team.administrator(), team.visitor(), world.team().outgoing())) {
            assertThat(api.get(none, path())).as(none.name()).hasStatus(404);
            assertThat(api.send(HttpMethod.POST, none, noAction(entry, null), "/api/prompts/" + open(team.outgoing(), "P1").get("id").asText() + "/answer")).as(none.name()).hasStatus(404);
        }
        JsonNode prompt = open(team.outgoing(), "P1");
        assertThat(prompt.get("what").asText()).startsWith("Consider a joint risk assessment");
        assertThat(prompt.get("because").asText()).contains("child under one");
        assertThat(prompt.get("owner").asText()).isEqualTo("Olive Outgoing");
        assertThat(prompt.get("dueAt").asText()).isEqualTo("2026-03-09T17:00:00Z");
        assertThat(prompt.get("mayAnswer").asBoolean()).isTrue();
        assertThat(prompt.get("causes")).singleElement().satisfies(cause -> assertThat(cause.get("day").asText() + " " + cause.get("label").asText() + " " + cause.get("agency").asText() + " " + cause.get("summary").asText()
                + " " + cause.get("casefile").asText() + " " + cause.get("seq").asLong() + " " + cause.get("again").asBoolean())
                .isEqualTo("2026-03-01 Carer self-harm Health visiting He was found by a friend. " + family.reference() + " " + entry.seq() + " false"));
        assertThat(open(team.service(), "P1").get("mayAnswer").asBoolean()).as("sees it, and does not decide it").isFalse();
    }

    @Test
    void aPartnerWhoOwesOneSeesThatOneAndOfItsCausesTheirOwn() throws Exception {
        casefiles.addInvolvement(team.health(), family.child(), team.visitor().id(), LocalDate.of(2026, 1, 10), null, null);
        selfHarm(team.visitor());
        String prompt = open(team.outgoing(), "P1").get("id").asText();
        assertThat(list(team.visitor()).get("open")).as("the worker owes it").isEmpty();
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{\"outcome\":\"ACT\",\"words\":\"Talk.\",\"wouldChange\":\"No.\",\"action\":\"Ring.\",\"owner\":\"" + team.visitor().username() + "\",\"by\":\"2026-03-04\"}",
                "/api/prompts/" + prompt + "/answer")).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, team.visitor(), "{\"came\":\"He has an appointment.\"}", "/api/prompts/" + prompt + "/done")).hasStatus(204);
        JsonNode answered = list(team.outgoing()).get("answered").get(0);
        assertThat(answered.get("answer").get("action").get("came").asText()).isEqualTo("He has an appointment.");
        assertThat(answered.get("answer").get("action").get("doneBy").asText()).isEqualTo("Hester Visitor");
    }

    @Test
    void anAnswerIsTakenOnceWithItsEvidenceAndTheSecondIsLookedAt() throws Exception {
        EntryRef entry = selfHarm(team.outgoing());
        String prompt = "/api/prompts/" + open(team.outgoing(), "P1").get("id").asText();
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{\"evidence\":[{\"casefile\":\"CH-NOBODY\",\"seq\":1}]}", prompt + "/answer")).hasStatus(422)
                .bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("outcome", "words", "wouldChange", "evidence");
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{\"outcome\":\"ACT\",\"by\":\"soon\"}", prompt + "/answer")).hasStatus(422);
        assertThat(api.send(HttpMethod.POST, team.outgoing(), noAction(entry, null), prompt + "/answer")).hasStatus(422).bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("whyEnough");
        assertThat(api.send(HttpMethod.POST, team.service(), noAction(entry, "x"), prompt + "/answer")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("not-yours");
        String key = UUID.randomUUID().toString();
        assertThat(api.post(team.outgoing(), key, noAction(entry, "The friend stayed with him."), prompt + "/answer")).hasStatus(204);
        assertThat(api.post(team.outgoing(), key, noAction(entry, "The friend stayed with him."), prompt + "/answer")).as("sent again").hasStatus(204);
        assertThat(api.send(HttpMethod.POST, team.outgoing(), noAction(entry, "Again."), prompt + "/answer")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("already-done");
        JsonNode answered = list(team.service()).get("answered").get(0);
        assertThat(answered.get("answer").get("evidence").get(0).get("provenance").asText()).isEqualTo("told by somebody else");
        assertThat(answered.get("answer").get("evidence").get(0).get("verification").asText()).isEqualTo("not checked with anyone else");
        assertThat(answered.get("answer").get("whyEnough").asText()).isEqualTo("The friend stayed with him.");
        assertThat(answered.has("secondLook")).isFalse();
        assertThat(api.send(HttpMethod.POST, team.service(), "{\"agrees\":true,\"words\":\"Yes.\"}", prompt + "/second-look")).hasStatus(409);

        assertThat(api.send(HttpMethod.POST, team.supervisor(), noAction(entry, "It is."), "/api/prompts/" + open(team.supervisor(), "P17").get("id").asText() + "/answer")).hasStatus(204);
        assertThat(list(team.service()).get("answered")).allSatisfy(one -> assertThat(one.get("mayLook").asBoolean()).isTrue());
        assertThat(list(team.supervisor()).get("answered")).as("declined one").allSatisfy(one -> assertThat(one.get("mayLook").asBoolean()).isFalse());
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{\"agrees\":true,\"words\":\"Yes.\"}", prompt + "/second-look")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("maker-is-not-checker");
        assertThat(api.send(HttpMethod.POST, team.service(), "{}", prompt + "/second-look")).hasStatus(422).bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("agrees", "words");
        assertThat(api.send(HttpMethod.POST, team.service(), "{\"agrees\":false,\"words\":\"Read it again.\"}", prompt + "/second-look")).hasStatus(204);
        assertThat(list(team.service()).get("open")).extracting(one -> one.get("rule").asText()).containsExactlyInAnyOrder("P1", "P17");
        assertThat(list(team.service()).get("answered")).allSatisfy(one -> assertThat(one.get("secondLook").get("words").asText()).isEqualTo("Read it again."));
    }

    /** GD1, GD2: what the rule counts stands before the question, with how it is known; evidence is named by the file's id as well. */
    @Test
    void theHistoryOfTheSameKindStandsBeforeTheQuestionAndWhoCanActIsNamed() throws Exception {
        EntryRef kept = moved(LocalDate.of(2024, 6, 3));
        EntryRef first = moved(LocalDate.of(2026, 1, 12));
        restrictions.place(kept, Restrictions.Level.SEALED, "police", "An enquiry.", team.supervisor());
        chronology.append(family.file(), world.fact(family, "Weighed."), team.outgoing(), null);
        moved(LocalDate.of(2026, 3, 1));
        JsonNode prompt = open(team.outgoing(), "P4");
        assertThat(prompt.get("causes")).singleElement().satisfies(cause -> assertThat(cause.get("provenance").asText() + "; " + cause.get("verification").asText() + "; " + cause.get("weak").asBoolean()
                + "; " + cause.get("file").asText()).isEqualTo("told by somebody else; not checked with anyone else; true; " + family.file()));
        assertThat(prompt.get("earlier")).as("of its kind; who recorded it sees also what is sealed").extracting(one -> one.get("seq").asLong()).containsExactly(kept.seq(), first.seq());
        assertThat(open(team.service(), "P4").get("earlier")).as("nothing that is sealed from the reader").singleElement().satisfies(one -> assertThat(one.get("day").asText() + " " + one.get("seq").asLong()).isEqualTo("2026-01-12 " + first.seq()));
        assertThat(list(team.outgoing()).get("people")).extracting(one -> one.get("username").asText()).startsWith(team.outgoing().username()).contains(team.supervisor().username())
                .doesNotContain(team.visitor().username());
        assertThat(list(team.service()).get("people")).as("who decides nothing is told nobody").isEmpty();
        String answer = "{\"outcome\":\"NO_ACTION\",\"words\":\"Nothing follows.\",\"wouldChange\":\"One more.\",\"whyEnough\":\"He said so.\",\"evidence\":[{\"file\":\"%s\",\"seq\":%d}]}";
        String path = "/api/prompts/" + prompt.get("id").asText() + "/answer";
        assertThat(api.send(HttpMethod.POST, team.outgoing(), answer.formatted(UUID.randomUUID(), first.seq()), path)).hasStatus(422);
        assertThat(api.send(HttpMethod.POST, team.outgoing(), answer.formatted(family.file(), first.seq()), path)).hasStatus(204);
        assertThat(list(team.outgoing()).get("answered").get(0).get("answer").get("evidence").get(0).get("file").asText()).isEqualTo(family.file().toString());
    }

    /** GD4: whoever takes over is shown what waits and what was declined; neither stands in the way. */
    @Test
    void whatWaitsAndWhatWasDeclinedIsShownAtTheHandover() throws Exception {
        EntryRef entry = selfHarm(team.outgoing());
        api.send(HttpMethod.POST, team.outgoing(), noAction(entry, "The friend stayed with him."), "/api/prompts/" + open(team.outgoing(), "P1").get("id").asText() + "/answer");
        UUID handover = handovers.request(new NewHandover(family.file(), team.incoming().username(), HandoverType.WORKER_SAME_TEAM, ReasonCode.MANAGE, null, true), team.supervisor());
        String seen = api.get(team.outgoing(), "/api/handovers/" + handover).getResponse().getContentAsString();
        JsonNode known = null;
        for (JsonNode item : json.readTree(seen).findValue("readiness")) {
            known = item.get("id").asText().equals("GD4") ? item : known;
        }
        assertThat(known).as(seen).isNotNull();
        assertThat(known.get("met").asBoolean()).as("never in the way").isTrue();
        assertThat(known.get("detail").asText()).contains("Waiting: P17, ", "Declined: P1, ", "by Olive Outgoing on Mon 2 Mar 2026");
    }
}
