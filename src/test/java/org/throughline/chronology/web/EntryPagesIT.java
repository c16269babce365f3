package org.throughline.chronology.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.Restrictions;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.ThroughlineTest;

/** What stands behind the pages of one entry: the entry with what stands beside it, unfinished texts, what is not known yet. */
@ThroughlineTest
class EntryPagesIT {

    @Autowired private FamilyWorld world;
    @Autowired private Chronology chronology;
    @Autowired private Restrictions restrictions;
    @Autowired private Casefiles casefiles;
    @Autowired private Obligations obligations;
    @Autowired private WebApplicationContext context;

    private Api api;
    private Team team;
    private Family family;
    private EntryRef entry;

    @BeforeEach
    void makeAFamilyWithAnEntryOfWhichLittleIsKnown() {
        world.startClock();
        api = new Api(context);
        team = world.team();
        family = world.family(team, 1);
        entry = chronology.append(family.file(), world.fact(family, "Weighed at the clinic."), team.outgoing(), null);
    }

    private String path() {
        return "/api/casefiles/" + family.reference() + "/entries/" + entry.casefileId() + "/" + entry.seq();
    }

    @Test
    void oneEntryIsShownWithWhatCorrectsAndDisputesIt() {
        chronology.dispute(entry, "She was not weighed.", "Mara", team.health(), team.outgoing());
        assertThat(api.anonymously(path())).hasStatus(401);
        assertThat(api.get(team.colleague(), path())).hasStatus(404);
        assertThat(api.get(team.outgoing(), "/api/casefiles/{ref}/entries/{file}/{seq}", family.reference(), entry.casefileId(), 99)).hasStatus(404);
        assertThat(api.get(team.outgoing(), "/api/casefiles/{ref}/entries/{file}/x", family.reference(), entry.casefileId())).hasStatus(400);
        assertThat(api.get(team.outgoing(), path())).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"entry":{"summary":"Weighed at the clinic.","kind":"ENTRY"},"corrections":[],"disputes":[{"summary":"She was not weighed.","reason":"Mara"}],
                 "notKnownYet":["what it means for the child","how strong that is","what was done","what came of it"]}""");
        EntryRef dispute = new EntryRef(entry.casefileId(), entry.seq() + 1);
        assertThat(api.get(team.outgoing(), "/api/casefiles/{ref}/entries/{file}/{seq}", family.reference(), dispute.casefileId(), dispute.seq())).hasStatusOk().bodyJson()
                .isLenientlyEqualTo("{\"entry\":{\"kind\":\"DISPUTE\"},\"about\":{\"summary\":\"Weighed at the clinic.\"}}");
    }

    @Test
    void anUnfinishedTextIsItsWritersAloneAndGoneWhenItIsFiled() {
        String text = "/api/casefiles/" + family.reference() + "/unfinished/entry";
        assertThat(api.anonymously(text)).hasStatus(401);
        assertThat(api.get(team.colleague(), text)).hasStatus(404);
        assertThat(api.get(team.outgoing(), text.replace("/entry", "/letter"))).hasStatus(404);
        assertThat(api.put(team.outgoing(), null, "{\"content\":{}}", text)).hasStatus(422);
        assertThat(api.put(team.outgoing(), "\"0\"", "{\"content\":[]}", text)).hasStatus(422);
        assertThat(api.put(team.outgoing(), "\"0\"", "{\"content\":{\"summary\":\"Half a\"}}", text)).hasStatusOk().bodyJson().isLenientlyEqualTo("{\"version\":1}");
        assertThat(api.put(team.outgoing(), "\"0\"", "{\"content\":{\"summary\":\"Other\"}}", text)).hasStatus(412).bodyJson()
                .isLenientlyEqualTo("{\"current\":{\"version\":1,\"content\":{\"summary\":\"Half a\"}}}");
        assertThat(api.get(team.supervisor(), text)).as("the supervisor has a text of her own").hasStatusOk().bodyJson().isLenientlyEqualTo("{\"version\":0}");
        String fact = "{\"eventDate\":\"2026-03-01\",\"precision\":\"EXACT\",\"type\":\"HEALTH_CHECK\",\"sourceAgency\":\"hv-%s\",\"persons\":[\"%s\"],\"summary\":\"%s\"}";
        String entries = "/api/casefiles/" + family.reference() + "/entries";
        assertThat(api.send(HttpMethod.POST, team.outgoing(), fact.formatted(team.mark(), family.child(), ""), entries)).hasStatus(422);
        assertThat(api.get(team.outgoing(), text)).as("refused: nothing is lost").bodyJson().isLenientlyEqualTo("{\"content\":{\"summary\":\"Half a\"}}");
        assertThat(api.send(HttpMethod.POST, team.outgoing(), fact.formatted(team.mark(), family.child(), "Half a pound more."), entries)).hasStatus(201);
        assertThat(api.get(team.outgoing(), text)).bodyJson().isLenientlyEqualTo("{\"version\":0,\"content\":{}}");
        assertThat(api.send(HttpMethod.DELETE, team.outgoing(), "", text)).hasStatus(204);
    }

    @Test
    void whatIsNotKnownYetIsOwedByTheAllocatedWorkerUntilACorrectionSaysIt() {
        String key = "not-known-yet:" + entry.casefileId() + ":" + entry.seq();
        ObligationView owed = obligations.open(key).orElseThrow();
        assertThat(owed.ruleId()).isEqualTo("NK1");
        assertThat(owed.ownerId()).isEqualTo(team.outgoing().id());
        assertThat(owed.dueAt()).as("five working days from a Monday, to 17:00").isEqualTo("2026-03-09T17:00:00Z");
        assertThat(owed.what()).isEqualTo("Complete an entry: what it means for the child, how strong that is, what was done, what came of it");
        correct("Put on weight.", null);
        assertThat(obligations.open(key)).as("two things are still open").isPresent();
        correct("Put on weight.", "none: routine");
        assertThat(obligations.open(key)).isEmpty();
        assertThat(obligations.get(owed.id()).endKind()).isEqualTo("MET");
        assertThat(obligations.ofCasefile(family.file(), false)).as("nothing that was imported is owed").extracting(ObligationView::dedupeKey).containsExactly(key);
    }

    private void correct(String impact, String action) {
        String done = action == null ? "null" : "\"" + action + "\"";
        String body = """
                {"reason":"It was not known then.","entry":{"eventDate":"2026-03-02","precision":"EXACT","type":"HEALTH_CHECK","sourceAgency":"hv-%s","persons":["%s"],
                 "summary":"Weighed at the clinic.","provenance":"OBSERVED","verification":"UNVERIFIED","impactOnChild":"%s","impactLevel":"LOW","actionTaken":%s,"outcome":%s}}""";
        assertThat(api.send(HttpMethod.POST, team.outgoing(), body.formatted(team.mark(), family.child(), impact, done, done), path() + "/corrections")).hasStatus(201);
    }

    @Test
    void theCaseFileOnPaperHoldsNoProtectedAddressAndNothingWithheld() {
        casefiles.addHouseholdMember(casefiles.addHousehold("7 Refuge Lane, Farton", true), family.mother(), java.time.LocalDate.parse("2026-02-01"), null);
        chronology.append(family.file(), world.draft(family, EventType.DISCLOSURE, team.health(), "She told it at 7 refuge lane; Hal slept.", null), team.outgoing(), null);
        EntryRef kept = chronology.append(family.file(), world.draft(family, EventType.INJURY, team.health(), "A secret.", null), team.colleague(), null);
        restrictions.place(kept, Restrictions.Level.WITHHELD, "third party", "Told in confidence.", team.supervisor());
        String path = "/api/casefiles/" + family.reference() + "/print";
        assertThat(api.anonymously(path)).hasStatus(401);
        assertThat(api.get(team.colleague(), path)).hasStatus(404);
        assertThat(api.get(team.outgoing(), path)).hasStatusOk().bodyJson()
                .isLenientlyEqualTo("{\"withheld\":1,\"keyEntries\":[{\"typeLabel\":\"Disclosure\",\"summary\":\"She told it at [protected address]; Hal slept.\"}]}");
    }

    /** ADR 84: who may record information and makes no visits writes what another agency did, and nothing that would be an act of their own. */
    @Test
    void aManagerAboveWritesWhatAnotherAgencyDid() {
        String visit = "{\"eventDate\":\"2026-03-01\",\"precision\":\"EXACT\",\"type\":\"VISIT\",\"sourceAgency\":\"%s-" + team.mark() + "\",\"persons\":[\"" + family.child()
                + "\"],\"summary\":\"Told by telephone.\",\"provenance\":\"THIRD_PARTY\",\"verification\":\"UNVERIFIED\"%s}";
        String entries = "/api/casefiles/" + family.reference() + "/entries";
        assertThat(api.send(HttpMethod.POST, team.service(), visit.formatted("hv", ""), entries)).hasStatus(201);
        assertThat(api.send(HttpMethod.POST, team.service(), visit.formatted("csc", ""), entries)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, team.service(), visit.formatted("hv", ",\"actedBy\":\"" + team.outgoing().username() + "\""), entries)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, team.colleague(), visit.formatted("hv", ""), entries)).as("no tie to the family").hasStatus(404);
    }

    @Test
    void urgentAccessIsListedForWhoLooksBackAtIt() {
        String path = "/api/casefiles/" + family.reference() + "/urgent-access";
        assertThat(api.send(HttpMethod.POST, team.colleague(), "{\"reason\":\"A call from the school.\"}", path)).hasStatus(201);
        assertThat(api.anonymously(path)).hasStatus(401);
        assertThat(api.get(team.colleague(), path)).hasStatus(404);
        assertThat(api.get(team.service(), path)).hasStatusOk().bodyJson().isLenientlyEqualTo("[{\"mayReview\":false}]");
        assertThat(api.get(team.supervisor(), path)).hasStatusOk().bodyJson()
                .isLenientlyEqualTo("[{\"worker\":\"Cora Colleague\",\"reason\":\"A call from the school.\",\"holds\":true,\"mayReview\":true}]");
        Team duty = world.team();
        api.send(HttpMethod.POST, duty.colleague(), "{\"reason\":\"Found in the street.\"}", path);
        assertThat(api.get(duty.service(), path)).as("two levels up").hasStatus(404);
        assertThat(api.get(duty.supervisor(), path)).as("of another team: her own worker's alone").hasStatusOk().bodyJson()
                .extractingPath("$[*].reason").asArray().containsExactly("Found in the street.");
    }
}
