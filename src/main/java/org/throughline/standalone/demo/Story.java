package org.throughline.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.throughline.bundle.BundleImport;
import org.throughline.bundle.CaseBundle;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilyMember;
import org.throughline.chronology.EntryRef;
import org.throughline.handover.HandoverDrafts;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverType;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReasonCode;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.Lack;
import org.throughline.reading.Readings;
import org.throughline.standalone.StoryClock;
import org.throughline.workflow.EngineTask;
import org.throughline.workflow.EngineTasks;

/**
 * What waits when the demo begins, told through the services that everybody uses: Example (Ines has six entries left to read),
 * Sample (nothing has begun), Specimen (an account that leaves out the elder child waits for Sunita).
 */
@Component
@ConditionalOnProperty("throughline.demo")
class Story {

    private static final Duration TOLD_IN = Duration.ofHours(3);
    private static final Duration A_WHILE = Duration.ofMinutes(4);
    private static final Duration ONE_ENTRY = Duration.ofSeconds(35);
    /** Left for Ines to read: two of them key (H-035, H-036). */
    private static final Set<String> LEFT_TO_READ = Set.of("H-034", "H-035", "H-036", "H-037", "H-038", "H-039");

    private final StoryClock clock;
    private final DemoPeople people;
    private final BundleImport bundles;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Families families;
    private final Readings readings;
    private final Handovers handovers;
    private final HandoverDrafts drafts;
    private final EngineTasks tasks;
    private final WorkingCalendar calendar;
    private final ObjectMapper json;

    Story(Clock clock, DemoPeople people, BundleImport bundles, Organisation organisation, Casefiles casefiles, Families families, Readings readings,
            Handovers handovers, HandoverDrafts drafts, EngineTasks tasks, WorkingCalendar calendar, ObjectMapper json) {
        this.clock = (StoryClock) clock;
        this.people = people;
        this.bundles = bundles;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.families = families;
        this.readings = readings;
        this.handovers = handovers;
        this.drafts = drafts;
        this.tasks = tasks;
        this.calendar = calendar;
        this.json = json;
    }

    /** Tells the story up to now. The record's clock is simulated meanwhile. */
    void tell() {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(TOLD_IN);
        LocalDate today = LocalDate.ofInstant(begin, calendar.zone());
        clock.stand(begin);
        StoryBundle moved = new StoryBundle(today, begin.minusSeconds(60), calendar.zone());
        CaseBundle example = moved.read("child-h", "EXAMPLE", "The Example family");
        people.enter(example, begin.minus(Duration.ofDays(400)));
        Practitioner administrator = organisation.get(DemoPeople.ADMINISTRATOR);
        bundles.run(example, administrator);
        bundles.run(moved.read("sample", "SAMPLE", "The Sample family"), administrator);
        bundles.run(moved.read("specimen", "SPECIMEN", "The Specimen family"), administrator);
        example();
        specimen();
    }

    private void example() {
        UUID file = casefiles.byReference("EXAMPLE").id();
        casefiles.addSource(file, organisation.agency("csc").orElseThrow().id(), "Archive of children's social care", "The paper file of the first child, 2001 to 2002");
        UUID handover = request(file, false);
        act(handover, HandoverStep.PREPARE_SUMMARY, "olive", summary());
        act(handover, HandoverStep.DECIDE_ACCEPTANCE, "sunita", content("outcome", "ACCEPTED"));
        act(handover, HandoverStep.PLAN_READING, "sunita", content("when", LocalDate.ofInstant(clock.instant().plus(A_WHILE.multipliedBy(2)), calendar.zone()).toString(), "with", "Sunita Supervisor",
                "how", "Ines reads by herself; Sunita and Ines talk the key entries over in the afternoon.",
                "why", "Olive begins in another team today and cannot be reached for a talk."));
        read("ines", file, LEFT_TO_READ);
    }

    private void specimen() {
        UUID file = casefiles.byReference("SPECIMEN").id();
        UUID handover = request(file, true);
        act(handover, HandoverStep.PREPARE_SUMMARY, "olive", summary());
        act(handover, HandoverStep.DECIDE_ACCEPTANCE, "sunita", content("outcome", "ACCEPTED"));
        ObjectNode discussion = content("date", LocalDate.ofInstant(clock.instant(), calendar.zone()).toString(), "mode", "MEETING",
                "points", "The parents, Spencer's health, the next review.", "worries", "None new.");
        discussion.put("minutes", 25).put("discussed", true);
        act(handover, HandoverStep.RECORD_DISCUSSION, "olive", discussion);
        read("ines", file, Set.of());
        complete(handover, Map.of());
        act(handover, HandoverStep.WRITE_ACCOUNT, "ines", account(file));
    }

    private UUID request(UUID file, boolean discussion) {
        clock.goOn(A_WHILE);
        return handovers.request(new NewHandover(file, "ines", HandoverType.WORKER_SAME_TEAM, ReasonCode.MANAGE,
                LocalDate.ofInstant(clock.instant(), calendar.zone()), discussion), organisation.get("sunita"));
    }

    private void act(UUID handover, HandoverStep step, String who, ObjectNode content) {
        clock.goOn(A_WHILE);
        int version = drafts.save(handover, step, 0, content, organisation.get(who)).version();
        complete(handover, Map.of("draftVersion", version));
    }

    private void complete(UUID handover, Map<String, Object> variables) {
        clock.goOn(Duration.ofMinutes(1));
        EngineTask task = tasks.waitingFor("case-handover", handover.toString()).get(0);
        tasks.complete(task.assignee(), task.id(), variables);
    }

    private void read(String who, UUID file, Set<String> except) {
        UUID reader = organisation.get(who).id();
        UUID reading = readings.begin(file, reader);
        for (Lack lack : readings.lack(file, reader)) {
            if (!except.contains(lack.ref())) {
                List<EntryRef> entry = List.of(lack.entry());
                readings.open(reading, entry);
                clock.goOn(ONE_ENTRY);
                readings.acknowledge(reading, entry, false);
            }
        }
    }

    private ObjectNode content(String... fields) {
        ObjectNode content = json.createObjectNode();
        for (int i = 0; i < fields.length; i += 2) {
            content.put(fields[i], fields[i + 1]);
        }
        return content;
    }

    private ObjectNode summary() {
        ObjectNode summary = content(
                "HS1", "See the people of this file; dates of birth are checked.",
                "HS2", "Both parents live with the baby. The elder child lives with a relative.",
                "HS3", "Child in need; no court order.",
                "HS4", "Referred before the birth because of the parents' difficulties.",
                "HS5", "See the key entries of the history.",
                "HS6", "Much of what sounds good is known from the parents alone.",
                "HS7", "Help is taken when it is practical; under stress things go wrong quickly.",
                "HS8", "Visit every two weeks; no agreement is in force.",
                "HS9", "No meeting of all agencies has been held. The next review is open.",
                "HS10", "See the agencies of this file.",
                "HS11", "The baby was well on the days it was seen; who cares at night is not known.",
                "HS12", "The parents were told by telephone that the worker changes.",
                "HS13", "Nothing is kept from anybody who works with the family.",
                "HS14", "I have never met the father alone.");
        ObjectNode confirmations = summary.putObject("confirmations");
        for (String condition : List.of("H1", "H2", "H3", "H6", "H7", "H9", "H10", "H11", "H15")) {
            confirmations.put(condition, true);
        }
        return summary;
    }

    /** An account that says nothing of what happened to the elder child. */
    private ObjectNode account(UUID file) {
        ObjectNode account = content(
                "q2", "The pregnancy was booked in good time. Spencer was born healthy and went home after three days.",
                "q3", "Selma and Silas are a young couple who share the care. They take advice.",
                "q4", "They let us in, and Spencer has put on weight.",
                "q5", "That they do not drink when they are alone with him.",
                "q6", "If I were not let in twice.",
                "q7", "How often Silas is away at night. I will ask the health visitor.");
        ObjectNode children = account.putObject("q1");
        for (FamilyMember member : families.of(file)) {
            boolean baby = member.givenName().equals("Spencer");
            if (casefiles.person(member.personId()).child()) {
                children.put(member.personId().toString(), baby
                        ? "Selma is with Spencer by day, both parents at night. He sleeps in a cot in their room. Olive saw him awake last week."
                        : "Does not live here.");
            }
        }
        return account;
    }
}
