package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.access.Access;
import org.throughline.agreement.AgreementStep;
import org.throughline.agreement.AgreementWalk;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.EventType;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.FamilyPicture;
import org.throughline.chronology.HistoryQuery;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Restrictions;
import org.throughline.chronology.Verification;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverWalk;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingWalk;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.Lack;
import org.throughline.reading.ReadingNotes;
import org.throughline.reading.Readings;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** The third wrong (domain 4): an entry that is not about this family is asked about by one, taken out by another, read by nobody, and counts for nothing. */
@ThroughlineTest
class NotThisFamilyIT {

    private static final String MARKER = "Zebrafinch";
    private static final String ASK = "{\"reason\":\"The Zebrafinch family lives next door; the letter was theirs.\"}";
    private static final String AGREE = "{\"agreed\":true,\"reason\":\"The letter names the Zebrafinch child.\"}";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    @Autowired FamilyWorld world;
    @Autowired HandoverWalk handovers;
    @Autowired AgreementWalk agreements;
    @Autowired MeetingWalk meetings;
    @Autowired Chronology chronology;
    @Autowired FamilyHistory history;
    @Autowired FamilyPicture picture;
    @Autowired Readings readings;
    @Autowired ReadingNotes notes;
    @Autowired Restrictions restrictions;
    @Autowired Obligations obligations;
    @Autowired Casefiles casefiles;
    @Autowired Access access;
    @Autowired JdbcClient jdbc;
    @Autowired WebApplicationContext context;

    private Api api;
    private Team team;
    private Family family;

    @BeforeEach
    void aFamily() {
        world.startClock();
        team = world.team();
        family = world.family(team, 3);
        api = new Api(context);
    }

    /** An injury of an infant, told of the wrong child: key by rule, and it calls for a strategy discussion and a meeting. */
    private EntryRef injury() {
        EntryDraft draft = new EntryDraft(LocalDate.of(2026, 3, 2), Precision.EXACT, EventType.INJURY, team.health(), MARKER + " nurse", List.of(family.child()),
                "The Zebrafinch baby has a burn.", Provenance.DOCUMENT, Verification.UNVERIFIED, "Zebrafinch matters.", "Zebrafinch hurts.", ImpactLevel.SERIOUS, "Zebrafinch was called.", null,
                true, Map.of("place", "Zebrafinch house"), null);
        return chronology.append(family.file(), draft, team.outgoing(), null);
    }

    private String path(EntryRef entry) {
        return "/api/casefiles/" + family.reference() + "/entries/" + entry.casefileId() + "/" + entry.seq() + "/not-this-family";
    }

    private MvcTestResult says(Practitioner who, EntryRef entry, String body) {
        return api.send(HttpMethod.POST, who, body, path(entry));
    }

    private MvcTestResult decides(Practitioner who, EntryRef entry, String body) {
        return api.send(HttpMethod.POST, who, body, path(entry) + "/decision");
    }

    private EntryRef takenOut(EntryRef entry) {
        assertThat(says(team.outgoing(), entry, ASK)).hasStatus(201);
        assertThat(decides(team.supervisor(), entry, AGREE)).hasStatus(204);
        return history.tombstoneOf(entry).orElseThrow();
    }

    @Test
    void oneSaysItAndAnotherOfTheLineDecides() {
        EntryRef entry = injury();
        casefiles.addInvolvement(team.health(), family.child(), team.visitor().id(), LocalDate.of(2026, 1, 10), null, null);
        EntryRef hers = chronology.append(family.file(), world.fact(family, "Weighed."), team.visitor(), null);
        assertThat(api.anonymously(path(entry))).hasStatus(401);
        for (Practitioner none : List.of(team.colleague(), team.administrator(), team.visitor(), world.team().supervisor())) {
            assertThat(api.get(none, path(entry))).as(none.name()).hasStatus(404);
            assertThat(says(none, entry, ASK)).as(none.name()).hasStatus(404);
            assertThat(decides(none, entry, AGREE)).as(none.name()).hasStatus(404);
        }
        assertThat(says(team.outgoing(), entry, "{\"reason\":\" \",\"belongsTo\":\"CH-NOBODY\"}")).hasStatus(422).bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("reason", "belongsTo");
        assertThat(says(team.outgoing(), entry, "{\"reason\":\" \",\"belongsTo\":\"" + family.reference() + "\"}")).hasStatus(422)
                .bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("reason", "belongsTo");
        assertThat(decides(team.supervisor(), entry, AGREE)).as("nobody has asked").hasStatus(404);
        assertThat(says(team.outgoing(), entry, "{\"reason\":\"Next door.\",\"belongsTo\":\"" + family.reference() + "-M\"}")).hasStatus(201);
        assertThat(says(team.supervisor(), entry, ASK)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("already-asked");
        ObligationView owed = obligations.open(NotThisFamilyDuties.key(entry)).orElseThrow();
        assertThat(owed.ownerId()).isEqualTo(team.supervisor().id());
        assertThat(owed.ruleId()).isEqualTo("NF1");
        assertThat(owed.dueAt()).as("two working days from a Monday, to 17:00").isEqualTo("2026-03-04T17:00:00Z");
        TestClock.get().advance(Duration.ofDays(3));
        obligations.tellNextLevel(owed.id());
        assertThat(obligations.told(owed.id())).as("late, it climbs").isNotEmpty();
        assertThat(api.get(team.outgoing(), path(entry))).bodyJson().isLenientlyEqualTo("{\"mayAsk\":false,\"mayDecide\":false,\"last\":{\"askedBy\":\"Olive Outgoing\",\"open\":true}}");
        assertThat(api.get(team.supervisor(), path(entry))).bodyJson().isLenientlyEqualTo("{\"mayDecide\":true,\"last\":{\"reason\":\"Next door.\",\"belongsTo\":\"" + family.reference() + "-M\"}}");
        assertThat(decides(team.outgoing(), entry, AGREE)).as("who asked").hasStatus(404);
        assertThat(decides(team.supervisor(), entry, "{}")).hasStatus(422).bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("agreed", "reason");
        assertThat(decides(team.supervisor(), entry, "{\"agreed\":false,\"reason\":\"It was Hal.\"}")).hasStatus(204);
        assertThat(history.contains(family.file(), entry)).isTrue();
        assertThat(obligations.get(owed.id()).endKind()).isEqualTo("MET_LATE");
        assertThat(decides(team.supervisor(), entry, AGREE)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("already-done");
        assertThat(api.get(team.outgoing(), path(entry))).bodyJson().isLenientlyEqualTo("{\"mayAsk\":true,\"last\":{\"answeredBy\":\"Sunita Supervisor\",\"answer\":\"It was Hal.\",\"open\":false}}");
        // the supervisor asks: the next level decides, and nobody whose interests conflict
        assertThat(says(team.supervisor(), entry, ASK)).hasStatus(201);
        assertThat(obligations.open(NotThisFamilyDuties.key(entry)).orElseThrow().ownerId()).isEqualTo(team.service().id());
        assertThat(decides(team.supervisor(), entry, AGREE)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("maker-is-not-checker");
        casefiles.addConflict(family.file(), team.service().id(), "A cousin.");
        assertThat(decides(team.service(), entry, AGREE)).hasStatus(404);
        // a partner says it of what they recorded themselves, and of what stands beside an entry nobody does
        assertThat(says(team.visitor(), hers, ASK)).hasStatus(201);
        EntryRef account = chronology.dispute(hers, "Not so.", "Mara", team.health(), team.outgoing());
        assertThat(says(team.outgoing(), account, ASK)).as("not offered").hasStatus(404);
        EntryRef kept = chronology.append(family.file(), world.fact(family, "A secret."), team.outgoing(), null);
        restrictions.place(kept, Restrictions.Level.SEALED, "third party", "Told in confidence.", team.supervisor());
        assertThat(says(team.outgoing(), kept, ASK)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("sealed");
    }

    @Test
    void nobodyReadsAWordOfItAndItCountsForNothing() throws IOException {
        UUID handover = handovers.at(family, HandoverStep.READ_HISTORY);
        EntryRef entry = injury();
        chronology.correct(family.file(), entry, world.draft(family, EventType.INJURY, team.health(), "The Zebrafinch baby has two burns.", null), "Zebrafinch rang.", team.outgoing());
        chronology.dispute(entry, "We have no Zebrafinch burns.", "Zebrafinch aunt", team.health(), team.outgoing());
        world.reads(family.file(), team.incoming());
        world.reads(family.file(), team.supervisor());
        UUID reading = readings.begin(family.file(), team.incoming().id());
        notes.put(reading, entry, "USE", "The Zebrafinch burn.");
        assertThat(api.put(team.outgoing(), "\"0\"", "{\"content\":{\"summary\":\"Zebrafinch again\"}}", "/api/casefiles/{ref}/unfinished/{form}", family.reference(),
                "correction." + entry.casefileId() + "." + entry.seq())).hasStatusOk();
        UUID duty = jdbc.sql("select obligation_id from rule_firing where entry_file = ? and entry_seq = ? and duty = 'INCIDENT_DECISION'").params(entry.casefileId(), entry.seq())
                .query(UUID.class).single();
        int before = said(handover, entry, null, List.of(team.outgoing(), team.incoming())).size();
        assertThat(before).as("before: the marker is read in many places, so that the search can find it").isGreaterThan(5);
        Instant yesterday = TestClock.get().instant();
        TestClock.get().advance(Duration.ofHours(1));

        assertThat(says(team.outgoing(), entry, ASK)).hasStatus(201);
        assertThat(decides(team.service(), entry, AGREE)).as("the line above").hasStatus(204);
        EntryRef tombstone = history.tombstoneOf(entry).orElseThrow();
        UUID request = jdbc.sql("select id from not_this_family_request where casefile_id = ? and seq = ?").params(entry.casefileId(), entry.seq()).query(UUID.class).single();

        assertThat(said(handover, entry, request, List.of(team.administrator(), team.service(), team.supervisor(), team.outgoing(), team.incoming(), team.colleague(), team.visitor())))
                .as("addresses at which somebody still reads it").isEmpty();
        String sentence = "An entry of Mon 2 Mar 2026 was taken out on Mon 2 Mar 2026 by Olive Outgoing and Sven Service: it is not about this family. It counts for nothing.";
        assertThat(api.get(team.outgoing(), "/api/casefiles/{ref}/entries/{file}/{seq}", family.reference(), entry.casefileId(), entry.seq())).as("asked for by its old place").hasStatusOk()
                .bodyJson().isLenientlyEqualTo("{\"entry\":{\"kind\":\"NOT_THIS_FAMILY\",\"persons\":[],\"key\":false,\"summary\":\"" + sentence + "\"},\"corrections\":[],\"disputes\":[]}");
        List<EntryView> listed = history.page(family.file(), team.outgoing().id(), HistoryQuery.first(50)).items();
        assertThat(listed).filteredOn(one -> one.kind() != EntryKind.ENTRY).singleElement().extracting(EntryView::place).isEqualTo(tombstone);
        assertThat(history.page(family.file(), team.outgoing().id(), new HistoryQuery(null, 50, null, null, false, yesterday)).items())
                .as("the history as it stood when it was still there says that it was taken out").extracting(EntryView::summary).contains(sentence);
        assertThat(history.page(family.file(), team.outgoing().id(), new HistoryQuery(null, 50, family.child(), null, false, null)).items())
                .as("whom it was about is not found by asking").extracting(EntryView::kind).containsOnly(EntryKind.ENTRY);
        assertThat(picture.glance(family.file(), team.outgoing().id()).entries()).isEqualTo(3);
        assertThat(picture.glance(family.file(), team.outgoing().id()).key().count()).isZero();
        assertThat(history.verify(family.file()).intact()).as("the chain holds, its words unread").isTrue();
        assertThat(jdbc.sql("select count(*) from entry_content where casefile_id = ? and canonical like '%Zebrafinch%'").param(family.file()).query(Integer.class).single()).as("the application's own role").isZero();
        assertThat(decides(team.supervisor(), entry, AGREE)).as("who would have decided, from a page that is old").hasStatus(409)
                .bodyJson().isLenientlyEqualTo("{\"code\":\"already-done\",\"detail\":\"Sven Service has decided this already. Load the page again to see it.\"}");
        for (Practitioner other : List.of(team.outgoing(), team.colleague(), team.administrator(), world.team().supervisor())) {
            assertThat(decides(other, entry, AGREE)).as(other.name()).hasStatus(404);
        }

        // readers and the running reading
        assertThat(readings.lack(family.file(), team.incoming().id())).singleElement().satisfies(lack -> assertThat(lack.entry()).isEqualTo(tombstone));
        assertThat(readings.progress(reading).newSinceBegan()).isEqualTo(1);
        assertThat(told(request)).containsExactlyInAnyOrderEntriesOf(Map.of(team.incoming().id(), "USED", team.supervisor().id(), "SUPERVISED", team.outgoing().id(), "RECORDED"));
        String news = "/api/taken-out/" + request;
        assertThat(api.get(team.service(), news)).as("who decided knows").hasStatus(404);
        assertThat(api.get(team.outgoing(), news)).hasStatusOk().bodyJson().isLenientlyEqualTo("{\"why\":\"RECORDED\",\"recorded\":true,\"sentence\":\"" + sentence + "\"}");
        String owed = "taken-out:" + request + ":";
        assertThat(obligations.open(owed + team.outgoing().id()).orElseThrow().dueAt()).isEqualTo("2026-03-04T17:00:00Z");
        assertThat(api.send(HttpMethod.POST, team.colleague(), "", news + "/acknowledgement")).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "", news + "/acknowledgement")).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "", news + "/acknowledgement")).as("twice").hasStatus(204);
        assertThat(obligations.open(owed + team.outgoing().id())).isEmpty();
        world.reads(family.file(), team.incoming());
        assertThat(obligations.open(owed + team.incoming().id())).as("who reads the tombstone knows").isEmpty();

        // what it called for: a person is asked, and what was owed about the entry itself is over
        assertThat(obligations.open("cause-corrected:" + duty).orElseThrow().what()).startsWith("An entry behind this was taken out: it is not about this family.");
        assertThat(obligations.get(duty).endedAt()).as("it ends by itself nowhere").isNull();
        assertThat(obligations.open("not-known-yet:" + entry.casefileId() + ":" + entry.seq())).isEmpty();
        String calledFor = body(api.get(team.outgoing(), "/api/casefiles/" + family.reference() + "/called-for"));
        assertThat(calledFor).contains("an entry that was taken out").doesNotContain("injur");

        // the handover goes on over it, and the auditor finds nothing
        while (handovers.step(handover) != HandoverStep.TELL_FAMILY) {
            handovers.next(family, handover);
        }
        assertThat(jdbc.sql("select violation from gate_violation where casefile_id = ?").param(family.file()).query(String.class).list()).isEmpty();
    }

    @Test
    void aSignatureStandsAndTheSignerIsTold() {
        UUID handover = handovers.at(family, HandoverStep.READ_HISTORY);
        EntryRef entry = injury();
        while (handovers.step(handover) != HandoverStep.TELL_FAMILY) {
            handovers.next(family, handover);
        }
        TestClock.get().advance(Duration.ofMinutes(1));
        assertThat(says(team.incoming(), entry, ASK)).hasStatus(201);
        assertThat(decides(team.service(), entry, AGREE)).hasStatus(204);
        UUID request = jdbc.sql("select id from not_this_family_request where casefile_id = ? and seq = ?").params(entry.casefileId(), entry.seq()).query(UUID.class).single();
        assertThat(told(request)).containsEntry(team.supervisor().id(), "SIGNED").containsEntry(team.incoming().id(), "READ").containsEntry(team.outgoing().id(), "RECORDED");
        assertThat(jdbc.sql("select count(*) from authority where casefile_id = ? and practitioner_id = ? and revoked_at is null").params(family.file(), team.incoming().id())
                .query(Integer.class).single()).isEqualTo(1);
        assertThat(api.get(team.outgoing(), "/api/taken-out/" + request)).as("who handed the family over is told too").hasStatusOk();
        assertThat(jdbc.sql("select violation from gate_violation where casefile_id = ?").param(family.file()).query(String.class).list()).isEmpty();
    }

    @Test
    void whatItHadMetIsCalledForAgain() {
        injury();
        ObligationView owed = incidentDecision().get(0);
        EntryRef talk = chronology.append(family.file(), world.draft(family, EventType.STRATEGY_DISCUSSION, team.csc(), "We talked about the Zebrafinch baby.", null), team.outgoing(), null);
        assertThat(obligations.get(owed.id()).endKind()).isEqualTo("MET");
        assertThat(incidentDecision()).isEmpty();
        takenOut(talk);
        assertThat(incidentDecision()).as("nobody has talked about this baby").singleElement().satisfies(again -> {
            assertThat(again.id()).isNotEqualTo(owed.id());
            assertThat(again.dueAt()).isEqualTo(owed.dueAt());
        });
        EntryRef real = chronology.append(family.file(), world.draft(family, EventType.STRATEGY_DISCUSSION, team.csc(), "We talked about Hal.", null), team.outgoing(), null);
        assertThat(real).isNotNull();
        assertThat(incidentDecision()).isEmpty();
    }

    @Test
    void theGroundIsNotTakenFromUnderAnAgreementOrTheRecordOfAMeeting() {
        UUID agreement = agreements.at(family, AgreementStep.REVIEW);
        assertThat(says(team.outgoing(), entryOf("agreement", agreement), ASK)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("stands-on-it");
        MeetingWalk.Round round = meetings.round();
        UUID meeting = meetings.at(round, MeetingStep.WRITE_MINUTES);
        family = round.family();
        assertThat(says(family.team().outgoing(), entryOf("meeting", meeting), ASK)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("stands-on-it");
    }

    private EntryRef entryOf(String table, UUID id) {
        return jdbc.sql("select entry_file, entry_seq from " + table + " where id = ?").param(id).query((row, n) -> new EntryRef(row.getObject(1, UUID.class), row.getLong(2))).single();
    }

    private List<ObligationView> incidentDecision() {
        return obligations.ofCasefile(family.file(), false).stream().filter(one -> one.endedAt() == null && one.dedupeKey().contains(":INCIDENT_DECISION")).toList();
    }

    private Map<UUID, String> told(UUID request) {
        Map<UUID, String> told = new HashMap<>();
        jdbc.sql("select person_id, why from taken_out_told where request_id = ?").param(request).query(row -> {
            told.put(row.getObject("person_id", UUID.class), row.getString("why"));
        });
        return told;
    }

    /** Every GET address at which one of these people is given the marker; ids are those of this family. */
    private List<String> said(UUID handover, EntryRef entry, UUID request, List<Practitioner> people) throws IOException {
        Map<String, String> ids = new HashMap<>(Map.of("ref", family.reference(), "file", entry.casefileId().toString(), "seq", String.valueOf(entry.seq()), "handovers", handover.toString(),
                "overview/handovers", handover.toString(), "draft", "account", "person", family.child().toString(), "rules", "X9"));
        ids.put("form", "correction." + entry.casefileId() + "." + entry.seq());
        ids.put("readings", readings.begin(family.file(), team.incoming().id()).toString());
        ids.put("taken-out", String.valueOf(request));
        ids.put("meetings", jdbc.sql("select id from meeting where casefile_id = ? order by id limit 1").param(family.file()).query(UUID.class).single().toString());
        ids.put("overview/meetings", ids.get("meetings"));
        ids.put("obligations", jdbc.sql("select obligation_id from rule_firing where entry_file = ? and entry_seq = ? and obligation_id is not null limit 1")
                .params(entry.casefileId(), entry.seq()).query(UUID.class).single().toString());
        List<String> found = new ArrayList<>();
        for (String address : addresses()) {
            for (EntryRef at : history.tombstoneOf(entry).filter(tomb -> address.contains("{seq}")).map(tomb -> List.of(entry, tomb)).orElse(List.of(entry))) {
                ids.put("seq", String.valueOf(at.seq()));
                String filled = filled(address, ids);
                for (String path : address.endsWith("/history") ? List.of(filled, filled + "?keyOnly=true", filled + "?asOf=2026-03-02T10:00:00Z") : List.of(filled)) {
                    for (Practitioner who : people) {
                        if (body(api.get(who, path)).contains(MARKER)) {
                            found.add(who.name() + " GET " + path);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static List<String> addresses() throws IOException {
        try (InputStream list = Access.class.getResourceAsStream("endpoints.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("GET") && !line.contains("/api/tasks")).map(line -> line.split("\\|", -1)[1].strip()).toList();
        }
    }

    private static String filled(String address, Map<String, String> ids) {
        Matcher matcher = VARIABLE.matcher(address);
        StringBuilder path = new StringBuilder();
        while (matcher.find()) {
            String kind = matcher.group(1).equals("id") ? address.replaceFirst("^/api/", "").replaceFirst("/\\{id}.*", "") : matcher.group(1);
            matcher.appendReplacement(path, Matcher.quoteReplacement(ids.getOrDefault(kind, UUID.randomUUID().toString())));
        }
        return matcher.appendTail(path).toString();
    }

    private static String body(MvcTestResult result) throws IOException {
        return result.getResponse() == null ? "" : result.getResponse().getContentAsString(StandardCharsets.UTF_8);
    }
}
