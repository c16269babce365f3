package org.throughline.casefile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.MatchView;
import org.throughline.casefile.NewPerson;
import org.throughline.organisation.ContactNumbers;
import org.throughline.organisation.Organisation;
import org.throughline.testing.Api;
import org.throughline.testing.SampleCase;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class CasefileWebTest {

    @Autowired private Organisation organisation;
    @Autowired private Casefiles casefiles;
    @Autowired private ContactNumbers numbers;
    @Autowired private Clock clock;
    @Autowired private PlatformTransactionManager transactions;
    @Autowired private WebApplicationContext context;

    private SampleCase sample;
    private Api api;

    @BeforeEach
    void makeACase() {
        sample = SampleCase.make(organisation, casefiles, clock, new TransactionTemplate(transactions));
        api = new Api(context);
    }

    @Test
    void iAmWhoIAm() {
        assertThat(api.anonymously("/api/me")).hasStatus(401).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(api.get(sample.dana, "/api/me")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"username":"dana-%1$s","roles":["TEAM_MANAGER"],"agency":{"code":"csc-%1$s"},"supervisor":{"username":"sam-%1$s"},
                 "deputises":[{"username":"sunita-%1$s"}]}""".formatted(sample.tag));
    }

    @Test
    void theFileIsShownToWhoeverMayAndLooksUnknownToEverybodyElse() {
        assertThat(api.anonymously("/api/casefiles/" + sample.file.reference())).hasStatus(401);
        assertThat(api.get(sample.nadia, "/api/casefiles/" + sample.file.reference())).hasStatus(404);
        assertThat(api.get(sample.nadia, "/api/casefiles/nothing")).hasStatus(404);
        assertThat(api.get(sample.administrator, "/api/casefiles/" + sample.file.reference())).hasStatus(404);
        assertThat(api.get(sample.olive, "/api/casefiles/" + sample.file.reference())).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"reference":"REF-%1$s","childFile":true,"person":{"givenName":"Hal"},"open":true,"undecidedMatches":0,"sourcesNotSeen":0,
                 "allocation":[{"worker":{"username":"olive-%1$s"},"responsibility":"RESPONSIBLE","until":null}],"mayAct":[],
                 "agencies":[{"agency":{"code":"hv-%1$s"}}]}""".formatted(sample.tag))
                .extractingPath("$.people[*].why").asArray().contains("the child", "parent of Hal");
    }

    @Test
    void whoLookedIsForTheSupervisor() {
        api.get(sample.nadia, "/api/casefiles/" + sample.file.reference());
        assertThat(api.get(sample.olive, "/api/casefiles/{ref}/access-log", sample.file.reference())).hasStatus(404);
        assertThat(api.get(sample.sunita, "/api/casefiles/{ref}/access-log?before=x", sample.file.reference())).hasStatus(400);
        assertThat(api.get(sample.sunita, "/api/casefiles/{ref}/access-log", sample.file.reference())).hasStatusOk().bodyJson()
                .extractingPath("$.looks[*].username").asArray()
                .containsExactly(sample.sunita.username(), sample.olive.username(), sample.nadia.username());
    }

    @Test
    void aFamilyIsFoundWithAReasonAndByANameOnlyInTheBody() {
        String search = "/api/casefiles/search";
        String name = "Hal Sample" + sample.tag;
        assertThat(api.anonymously("/api/casefiles?q=x")).hasStatus(401);
        assertThat(api.send(HttpMethod.POST, sample.administrator, "{\"q\":\"Hal Sample\",\"reason\":\"curious\"}", search)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, sample.other, "{\"q\":\"ma\"}", search)).hasStatus(422).bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("q", "reason");
        String found = "[{\"reference\":\"REF-%s\",\"givenName\":\"Hal\",\"yearOfBirth\":%d,\"responsible\":\"%s\",\"mayOpen\":%%s}]".formatted(sample.tag,
                LocalDate.now(clock).minusDays(17).getYear(), sample.olive.name());
        assertThat(api.get(sample.other, "/api/casefiles?q={q}&reason=call", "ref-" + sample.tag)).hasStatusOk().bodyJson().isEqualTo(found.formatted(false));
        assertThat(api.get(sample.other, "/api/casefiles?q={q}&reason=call", name)).as("a name in an address finds nothing").hasStatusOk().bodyJson().isEqualTo("[]");
        assertThat(api.send(HttpMethod.POST, sample.other, "{\"q\":\"%s\",\"reason\":\"call\"}".formatted(name), search)).hasStatusOk().bodyJson()
                .extractingPath("$[*].reference").asArray().contains("REF-" + sample.tag);
        assertThat(api.get(sample.olive, "/api/casefiles")).hasStatusOk().bodyJson().isEqualTo(found.formatted(true));
    }

    @Test
    void whetherAChildIsKnownIsAnsweredWithWhomToRingAndNothingElse() {
        String known = "/api/casefiles/known";
        UUID home = casefiles.addHousehold("Flat 3, 8 Well Street " + sample.tag, false);
        UUID hidden = casefiles.addHousehold("Refuge " + sample.tag, true);
        casefiles.addHouseholdMember(home, sample.child, LocalDate.now(clock), null);
        casefiles.addHouseholdMember(hidden, sample.mother, LocalDate.now(clock), null);
        String asked = "{\"name\":\"%s\",\"born\":%s,\"address\":\"%s\",\"reason\":\"Found alone in the street.\"}";
        String born = "\"" + LocalDate.now(clock).minusDays(17) + "\"";
        String name = "Sample" + sample.tag + ", Hal";
        assertThat(api.send(HttpMethod.POST, sample.administrator, asked.formatted(name, born, ""), known)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, sample.other, "{\"name\":\"H\"}", known)).hasStatus(422).bodyJson().extractingPath("$.faults[*].field").asArray()
                .containsExactly("name", "born", "reason");
        Map<String, String> answer = Map.of("how", "SAME", "reference", "REF-" + sample.tag, "ring", "Children's social care " + sample.tag);
        assertThat(api.send(HttpMethod.POST, sample.other, asked.formatted(name, born, ""), known)).as("the surest first").hasStatusOk().bodyJson().extractingPath("$[0]").isEqualTo(answer);
        assertThat(api.send(HttpMethod.POST, sample.other, asked.formatted(name, "null", "flat 3 8 well street " + sample.tag), known)).bodyJson().extractingPath("$[*]").asArray().containsExactly(answer);
        assertThat(api.send(HttpMethod.POST, sample.other, asked.formatted("Henry Sample" + sample.tag, born, ""), known)).as("a name heard wrongly").bodyJson()
                .extractingPath("$[*].how").asArray().containsExactly("PERHAPS");
        numbers.setAgency(sample.socialCare, "0116 496 0100");
        assertThat(api.send(HttpMethod.POST, sample.other, asked.formatted(name, born, ""), known)).bodyJson().extractingPath("$[0].ring").isEqualTo("Children's social care " + sample.tag + " on 0116 496 0100");
        assertThat(api.send(HttpMethod.POST, sample.other, asked.formatted("Maria Sample" + sample.tag, "null", "Refuge " + sample.tag), known)).as("a protected address is not asked for by guesses")
                .bodyJson().isEqualTo("[]");
        assertThat(api.get(sample.sunita, "/api/casefiles/{ref}/access-log", sample.file.reference())).bodyJson().extractingPath("$.looks[*].why").asArray().contains("Found alone in the street.");
        casefiles.addConflict(sample.file.id(), sample.other.id(), "Neighbour.");
        assertThat(api.send(HttpMethod.POST, sample.other, asked.formatted(name, born, ""), known)).hasStatusOk().bodyJson().extractingPath("$[*].reference").asArray().doesNotContain("REF-" + sample.tag);
    }

    @Test
    void thePeopleStandWithTheirDatesTheirLinksAndWhereTheyLiveButForProtectedAddresses() {
        casefiles.addHouseholdMember(casefiles.addHousehold("Refuge " + sample.tag, true), sample.mother, LocalDate.now(clock), null);
        assertThat(api.get(sample.nadia, "/api/casefiles/{ref}/people", sample.file.reference())).hasStatus(404);
        assertThat(api.get(sample.olive, "/api/casefiles/{ref}/people", sample.file.reference())).as("who keeps the file").hasStatusOk().bodyJson()
                .extractingPath("$.households[0].address").isEqualTo("Refuge " + sample.tag);
        assertThat(api.get(sample.visitor, "/api/casefiles/{ref}/people", sample.file.reference())).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"people":[{"name":"Hal Sample%1$s","kind":"CHILD","why":"the child"},{},{},{}],
                 "relationships":[{"fromName":"Mara Sample%1$s"},{},{}],
                 "households":[{"address":null,"protectedAddress":true,"stays":[{"name":"Mara Sample%1$s","until":null}]}]}""".formatted(sample.tag));
    }

    @Test
    void colleaguesAreNamedToWhoeverMustNameSomebody() {
        assertThat(api.anonymously("/api/people")).hasStatus(401);
        assertThat(api.get(sample.administrator, "/api/people")).hasStatus(404);
        assertThat(api.get(sample.visitor, "/api/people")).hasStatusOk().bodyJson().isLenientlyEqualTo("[{\"username\":\"%s\"}]".formatted(sample.visitor.username()));
        assertThat(api.get(sample.olive, "/api/people")).hasStatusOk().bodyJson().extractingPath("$[*].username").asArray()
                .contains(sample.nadia.username(), sample.sam.username()).doesNotContain(sample.administrator.username());
        assertThat(api.get(sample.olive, "/api/people?team=None")).hasStatusOk().bodyJson().isEqualTo("[]");
    }

    @Test
    void aMatchIsDecidedByWhoeverKeepsTheFile() {
        casefiles.addPerson(new NewPerson(false, "Fergus Sample" + sample.tag, "Fergus", LocalDate.of(1980, 5, 6), null));
        MatchView match = casefiles.proposals(sample.file.id()).get(0);
        String same = "{\"outcome\":\"SAME\",\"reason\":\"He said so.\"}";
        assertThat(api.get(sample.nadia, "/api/casefiles/{ref}/matches", sample.file.reference())).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, sample.nadia, same, "/api/matches/{id}/decision", match.id())).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, sample.olive, same, "/api/matches/{id}/decision", UUID.randomUUID())).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{}", "/api/matches/{id}/decision", match.id())).hasStatus(422);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"outcome\":\"PERHAPS\"}", "/api/matches/{id}/decision", match.id())).hasStatus(400);
        assertThat(api.send(HttpMethod.POST, sample.olive, same, "/api/matches/{id}/decision", match.id())).hasStatus(204);
        assertThat(api.get(sample.olive, "/api/casefiles/{ref}/matches", sample.file.reference())).hasStatusOk().bodyJson()
                .isLenientlyEqualTo("[{\"outcome\":\"SAME\",\"basis\":\"NAME_AND_BIRTH_DATE\",\"decidedBy\":{\"username\":\"%s\"}}]".formatted(sample.olive.username()));
    }

    @Test
    void aSourceIsAddedAnsweredAskedForAndReceived() {
        String path = "/api/casefiles/" + sample.file.reference() + "/sources";
        assertThat(api.send(HttpMethod.POST, sample.nadia, "{\"holder\":\"GP\",\"what\":\"Notes\"}", path)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{}", path)).hasStatus(422).bodyJson().extractingPath("$.faults.length()").isEqualTo(2);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"agency\":\"none\",\"holder\":\"GP\",\"what\":\"Notes\"}", path)).hasStatus(422);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{\"holder\":\"GP\",\"what\":\"Notes\"}", path)).hasStatus(201);
        UUID id = casefiles.sources(sample.file.id()).get(0).id();
        String answer = "{\"owner\":\"%s\",\"action\":\"Phone\",\"actionDue\":\"%s\"}".formatted(sample.olive.username(), LocalDate.now(clock).plusDays(4));
        assertThat(api.send(HttpMethod.PUT, sample.nadia, answer, "/api/sources/{id}/answer", id)).hasStatus(404);
        assertThat(api.send(HttpMethod.PUT, sample.olive, "{\"owner\":\"nobody\"}", "/api/sources/{id}/answer", id)).hasStatus(422);
        assertThat(api.send(HttpMethod.PUT, sample.olive, answer, "/api/sources/{id}/answer", id)).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, sample.olive, "", "/api/sources/{id}/asked-for", id)).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, sample.olive, "{}", "/api/sources/{id}/received", id)).hasStatus(422).bodyJson()
                .extractingPath("$.faults[*].field").asArray().containsExactly("what", "from", "on");
        String came = "{\"what\":\"Copy of the notes\",\"from\":\"The surgery\",\"on\":\"%s\"}".formatted(LocalDate.now(clock));
        assertThat(api.send(HttpMethod.POST, sample.nadia, came, "/api/sources/{id}/received", id)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, sample.olive, came, "/api/sources/{id}/received", id)).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, sample.olive, came, "/api/sources/{id}/received", id)).hasStatus(409);
        assertThat(api.get(sample.olive, path)).hasStatusOk().bodyJson()
                .isLenientlyEqualTo("[{\"holder\":\"GP\",\"state\":\"RECEIVED\",\"receivedFrom\":\"The surgery\",\"action\":\"Phone\",\"owner\":{\"username\":\"%s\"}}]".formatted(sample.olive.username()));
    }
}
