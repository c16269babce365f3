package org.throughline.meeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.TestClock;
import org.throughline.workflow.EngineTasks;

/** Walks a meeting through the real services and the real engine, each step as the person whose step it is. */
@Component
public class MeetingWalk {

    private final MeetingDrafts drafts;
    private final MeetingRepository repository;
    private final MeetingProcess process;
    private final InviteeStore invitees;
    private final MeetingWaits waits;
    private final EngineTasks tasks;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Chronology chronology;
    private final FamilyWorld world;
    private final JdbcClient jdbc;
    private final Replies replies;
    private final Rounds rounds;

    MeetingWalk(MeetingDrafts drafts, MeetingRepository repository, MeetingProcess process, InviteeStore invitees, MeetingWaits waits, EngineTasks tasks,
            Organisation organisation, Casefiles casefiles, Chronology chronology, FamilyWorld world, JdbcClient jdbc, Replies replies, Rounds rounds) {
        this.drafts = drafts;
        this.repository = repository;
        this.process = process;
        this.invitees = invitees;
        this.waits = waits;
        this.tasks = tasks;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.chronology = chronology;
        this.world = world;
        this.jdbc = jdbc;
        this.replies = replies;
        this.rounds = rounds;
    }

    /** The family, and who works with it beside social care and health visiting. */
    public record Round(Family family, Practitioner housing, Practitioner gp, Practitioner police) {

        public Practitioner convenor() {
            return family.team().outgoing();
        }

        public Practitioner chair() {
            return family.team().supervisor();
        }

        public Practitioner visitor() {
            return family.team().visitor();
        }
    }

    public Round round() {
        return round(15);
    }

    public Round round(int entries) {
        Family family = world.family(world.team(), entries);
        String mark = family.team().mark();
        return new Round(family, partner("hugo-" + mark, "Hugo Housing", AgencyKind.HOUSING_SUPPORT, family), partner("gita-" + mark, "Gita Practice", AgencyKind.GP, family),
                partner("petra-" + mark, "Petra Police", AgencyKind.POLICE, family));
    }

    private Practitioner partner(String username, String name, AgencyKind kind, Family family) {
        UUID agency = organisation.addAgency(kind.name().toLowerCase() + "-" + family.team().mark(), name.split(" ")[1], kind);
        UUID id = organisation.addPractitioner(new NewPractitioner(username, name, agency, null, PractitionerRole.PARTNER_PROFESSIONAL, null, true));
        casefiles.addInvolvement(agency, family.mother(), id, today().minusDays(60), null, null);
        return organisation.get(id);
    }

    public static LocalDate today() {
        return LocalDate.ofInstant(TestClock.get().instant(), ZoneId.of("Europe/London"));
    }

    /** The family moves: rule M5 calls for a meeting within five working days. */
    public UUID called(Round round) {
        return record(round, EventType.NEW_TENANCY, "MOVE");
    }

    /** The last entry that was recorded here. */
    public EntryRef filed;

    /** A correction beside it, by who recorded it. */
    public void correct(Round round) {
        Family family = round.family();
        chronology.correct(family.file(), filed, world.draft(family, EventType.NEW_TENANCY, family.team().health(), "It was another family.", null), "Mixed up.", round.visitor());
    }

    /** A correction beside it that says what it means and what was done, which was not known; and what happened as before, but for these words. */
    public void complete(Round round, String otherwise) {
        Family family = round.family();
        var fact = world.draft(family, EventType.NEW_TENANCY, family.team().health(), "Told by the health visitor.", null);
        chronology.correct(family.file(), filed, new EntryDraft(fact.eventDate(), fact.precision(), fact.type(), fact.sourceAgencyId(), fact.sourcePerson(), List.of(family.child(), family.father()),
                fact.summary(), fact.provenance(), fact.verification(), "It matters.", otherwise == null ? "The cot stands by the stove." : otherwise, ImpactLevel.LOW, "told the landlord", "none yet", false, Map.of(), null),
                "It was not known.", round.visitor());
    }

    /** The nightly round comes to this family: three agencies work with it and have never met (M7). */
    public UUID night(Round round) {
        rounds.today(round.family().file());
        return open(round.family(), "PLANNING");
    }

    /** Something happens that calls for a meeting of this kind. */
    public UUID record(Round round, EventType type, String kind) {
        Family family = round.family();
        var fact = world.draft(family, type, family.team().health(), "Told by the health visitor.", null);
        filed = chronology.append(family.file(), new EntryDraft(fact.eventDate(), fact.precision(), type, fact.sourceAgencyId(), fact.sourcePerson(),
                List.of(family.child(), family.father()), fact.summary(), fact.provenance(), fact.verification(), "It matters.", null, null, null, null, false, Map.of(), null), round.visitor(), null);
        return open(family, kind);
    }

    public UUID open(Family family, String kind) {
        return jdbc.sql("select id from meeting where casefile_id = :file and kind = :kind order by opened_at desc, id desc limit 1").param("file", family.file()).param("kind", kind)
                .query(UUID.class).single();
    }

    public MeetingStep step(UUID meeting) {
        return repository.findById(meeting).orElseThrow().step();
    }

    Meeting meeting(UUID meeting) {
        return repository.findById(meeting).orElseThrow();
    }

    /** The meeting waits at the step given, reached by the shortest way. */
    public UUID at(Round round, MeetingStep step) {
        UUID meeting = called(round);
        switch (step) {
            case DECIDE_NOT_CONVENING -> act(meeting, round.convenor(), notConvening(round));
            case CONFIRM_HELD -> {
                TestClock.get().set(TestClock.get().instant().plusSeconds(86_400));
                act(meeting, round.convenor(), held(round, today()));
            }
            case DECIDE_INQUORATE -> {
                while (step(meeting) != MeetingStep.HOLD) {
                    next(round, meeting);
                }
                notQuorate(round, meeting);
                next(round, meeting);
                notQuorate(round, meeting);
            }
            default -> {
                while (step(meeting) != step) {
                    next(round, meeting);
                }
            }
        }
        return meeting;
    }

    /** Does the step at which the meeting stands, as it should be done. */
    public void next(Round round, UUID meeting) {
        switch (step(meeting)) {
            case CONVENE -> act(meeting, round.convenor(), convene(round, today().plusDays(2)));
            case DECIDE_NOT_CONVENING -> act(meeting, round.visitor(), object(Map.of("outcome", "AGREED", "words", "The family has not moved; the entry was about a neighbour.")));
            case CONFIRM_HELD -> act(meeting, organisation.get(waits.doer(meeting(meeting))), object(Map.of("outcome", "WAS_HELD")));
            case PREPARE -> act(meeting, round.convenor(), prepared(meeting));
            case HOLD -> {
                if (meeting(meeting).startsAt() != null && TestClock.get().instant().isBefore(meeting(meeting).startsAt())) {
                    TestClock.get().set(meeting(meeting).startsAt().plusSeconds(5400));
                }
                act(meeting, round.chair(), record(round, meeting, List.of("PRESENT")));
            }
            case DECIDE_INQUORATE -> act(meeting, organisation.get(waits.doer(meeting(meeting))), object(Map.of("outcome", "GO_ON", "words", "Waiting longer harms the baby more than who was missing.")));
            case WRITE_MINUTES -> act(meeting, round.chair(), minutes(meeting, round));
            case CONFIRM_MINUTES -> {
                for (Practitioner reader : List.of(round.visitor(), round.housing(), round.gp())) {
                    confirm(meeting, reader);
                }
                act(meeting, round.chair(), object(Map.of("closed", "yes")));
            }
            case ENDED -> throw new IllegalStateException("This meeting has ended");
        }
    }

    /** Only social care comes. */
    public void notQuorate(Round round, UUID meeting) {
        if (TestClock.get().instant().isBefore(meeting(meeting).startsAt())) {
            TestClock.get().set(meeting(meeting).startsAt().plusSeconds(5400));
        }
        ObjectNode content = record(round, meeting, List.of("PRESENT"));
        for (Invitee invitee : invitees.of(meeting)) {
            if (invitee.invited() && !round.family().team().csc().equals(invitee.agencyId())) {
                ((ObjectNode) content.get("attendance")).putObject(invitee.id().toString()).put("attended", "ABSENT");
            }
        }
        content.put("interim", "The health visitor sees the baby every second day; the worker visits on Thursday.").put("newDate", today().plusDays(7).toString()).put("newTime", "10:00");
        act(meeting, round.chair(), content);
    }

    public void confirm(UUID meeting, Practitioner reader) {
        replies.confirm(replies.placeOf(meeting, reader, "Confirmed the minutes"), null, reader.id());
    }

    /** Saves the draft and completes the task, as this person. */
    public void act(UUID meeting, Practitioner person, ObjectNode content) {
        complete(meeting, person, Map.of("draftVersion", save(meeting, person, content)));
    }

    public int save(UUID meeting, Practitioner person, ObjectNode content) {
        int version = drafts.get(meeting, step(meeting), person).version();
        return drafts.save(meeting, step(meeting), version, content, person).version();
    }

    public void complete(UUID meeting, Practitioner person, Map<String, Object> variables) {
        tasks.complete(person.username(), task(meeting), new HashMap<>(variables));
    }

    public String task(UUID meeting) {
        return process.waitingTask(meeting).orElseThrow();
    }

    public static ObjectNode object(Map<String, String> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach(object::put);
        return object;
    }

    private ObjectNode people(Round round) {
        ObjectNode content = object(Map.of("chair", round.chair().username()));
        ArrayNode asked = content.putArray("invitees");
        asked.addObject().put("username", round.visitor().username()).put("report", true);
        asked.addObject().put("username", round.housing().username());
        asked.addObject().put("username", round.gp().username());
        ObjectNode family = content.putObject("family");
        family.putObject(round.family().mother().toString()).put("invited", true);
        family.putObject(round.family().father().toString()).put("invited", false).put("reason", "He is in hospital; his view is asked there.");
        return content;
    }

    public ObjectNode convene(Round round, LocalDate day) {
        return people(round).put("outcome", "CONVENE").put("date", day.toString()).put("time", "10:00").put("minutes", 90).put("room", "Room 2, Civic Centre")
                .put("agenda", "What the move means for the baby; who does what.");
    }

    public ObjectNode notConvening(Round round) {
        return object(Map.of("outcome", "NOT_CONVENE", "why", "The entry was about another family; nobody has moved.", "instead", "The health visitor visits on Friday as planned.",
                "decider", round.visitor().username()));
    }

    public ObjectNode held(Round round, LocalDate day) {
        ObjectNode content = people(round).put("outcome", "ALREADY_HELD").put("heldOn", day.toString());
        content.putArray("confirmers").add(round.visitor().username()).add(round.housing().username());
        return content;
    }

    public ObjectNode prepared(UUID meeting) {
        ObjectNode content = object(Map.of());
        ObjectNode places = content.putObject("places");
        for (Invitee invitee : invitees.of(meeting)) {
            if (invitee.invited() && !invitee.family()) {
                ObjectNode place = places.putObject(invitee.id().toString()).put("answer", "COMING");
                if (invitee.reportAsked()) {
                    place.put("chasedOn", today().toString()).put("chasedHow", "rang the office");
                }
            }
        }
        return content;
    }

    /** The whole record of a meeting; everybody attended as said. */
    public ObjectNode record(Round round, UUID meeting, List<String> attended) {
        ObjectNode content = object(Map.of("heldOn", today().toString(), "life", "She sleeps in a drawer in the living room; her mother feeds her; nobody has seen her father since Monday.",
                "parentsView", "Mara is glad of the flat and afraid of the stairs.", "decisions", "The family stays in the flat with daily visits.",
                "plan", "A cot by tomorrow; if it is not there, the worker brings one.", "dissent", "The GP wanted a strategy discussion."));
        ObjectNode places = content.putObject("attendance");
        for (Invitee invitee : invitees.of(meeting)) {
            if (invitee.invited()) {
                places.putObject(invitee.id().toString()).put("attended", attended.get(0)).put("contribution", "What they know of the family.");
            }
        }
        content.putArray("actions").addObject().put("what", "Bring a cot.").put("owner", round.housing().username()).put("due", today().plusDays(1).toString());
        content.put("noNext", "The core group goes on from here.");
        return content;
    }

    public ObjectNode minutes(UUID meeting, Round round) {
        ObjectNode content = object(Map.of("all", "What was agreed, for all."));
        ObjectNode part = content.putArray("parts").addObject().put("heading", "For the GP").put("text", "What only the practice needs.");
        part.putArray("readers").add(invitees.placeOf(meeting, round.gp().id()).orElseThrow().id().toString());
        return content;
    }
}
