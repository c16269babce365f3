package org.throughline.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.InvolvementView;
import org.throughline.meeting.FamilyLetters;
import org.throughline.meeting.MeetingActions;
import org.throughline.meeting.MeetingDrafts;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingView;
import org.throughline.meeting.MeetingViews;
import org.throughline.meeting.Meetings;
import org.throughline.meeting.Replies;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.workflow.EngineTask;
import org.throughline.workflow.EngineTasks;

/** A meeting that is called for is convened, prepared, held and written down, with every agency that works with the family or must be asked; and read. */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class DiligentMeeting {

    private static final int LASTS = 60;
    /** Of a meeting that presses. */
    private static final int LASTS_AT_LEAST = 5;
    private static final Duration A_WEEK = Duration.ofDays(7);

    private final MeetingViews views;
    private final MeetingDrafts drafts;
    private static final Logger LOG = LoggerFactory.getLogger(DiligentMeeting.class);
    private final Obligations obligations;
    private final Meetings meetings;
    private final MeetingActions actions;
    private final Replies replies;
    private final FamilyLetters letters;
    private final EngineTasks tasks;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final ReplayTime time;

    DiligentMeeting(MeetingViews views, MeetingDrafts drafts, Obligations obligations, Meetings meetings, MeetingActions actions, Replies replies, FamilyLetters letters, EngineTasks tasks, Organisation organisation, Casefiles casefiles, ReplayTime time) {
        this.views = views;
        this.drafts = drafts;
        this.obligations = obligations;
        this.meetings = meetings;
        this.actions = actions;
        this.replies = replies;
        this.letters = letters;
        this.tasks = tasks;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.time = time;
    }

    /** When a meeting that is convened has ended, so that it can be recorded. */
    Instant ends(ObligationView owed) {
        MeetingView view = views.of(owed.subjectId(), organisation.get(owed.ownerId()));
        return view.startsAt() == null ? time.now() : view.startsAt().plus(Duration.ofMinutes(view.minutes()));
    }

    /** Does the step that waits. */
    void step(ObligationView owed, ReplayFamily family, DiligentHours hours) {
        UUID meeting = owed.subjectId();
        MeetingStep step = owed.waitingTask().flatMap(MeetingStep::ofTask).orElseThrow();
        EngineTask task = tasks.waitingFor("multi-agency-meeting", meeting.toString()).get(0);
        Practitioner doer = organisation.get(task.assignee());
        MeetingView view = views.of(meeting, doer);
        String today = hours.today(time.now());
        ObjectNode content = switch (step) {
            case CONVENE -> view.kind() == MeetingKind.CONFERENCE && family.isClosed(owed.casefileId()) ? notConvening(view, doer) : convene(view, owed, doer, hours);
            case DECIDE_NOT_CONVENING -> DiligentWords.object("outcome", "AGREED", "words", DiligentWords.of("We know nothing that speaks for a conference now."));
            case PREPARE -> prepared(view, today);
            case HOLD -> held(view, doer, today, hours);
            case WRITE_MINUTES -> DiligentWords.object("all", DiligentWords.of("What was said, what was decided, who does what by when."));
            case CONFIRM_MINUTES -> DiligentWords.object("closed", "yes");
            case DECIDE_INQUORATE -> DiligentWords.object("outcome", "GO_ON", "words", DiligentWords.of("Who is missing cannot come; waiting longer harms the child more."));
            default -> throw new IllegalStateException("In this replay nobody proposes a " + step);
        };
        int version = drafts.save(meeting, step, drafts.get(meeting, step, doer).version(), content, doer).version();
        tasks.complete(task.assignee(), task.id(), Map.of("draftVersion", version));
    }

    /** A step that nobody has is taken over by somebody who may call for a meeting: of the agency that owes it, else of another that works with the family. */
    ObligationView takenOver(ObligationView owed) {
        Stream<UUID> agencies = Stream.concat(Stream.of(owed.agencyId()), organisation.agencies().stream().map(Agency::id).filter(agency -> !agency.equals(owed.agencyId())));
        String chair = meetings.chairOf(owed.subjectId()).map(organisation::get).map(Practitioner::username).orElse("");
        for (Practitioner who : agencies.flatMap(agency -> organisation.peopleOf(agency).stream()).filter(DiligentMeeting::mayBeNamed).toList()) {
            try {
                if (owed.waitingTask().filter(MeetingStep.DECIDE_INQUORATE.taskKey()::equals).isPresent() && who.username().equals(chair)) {
                    continue; // who chaired does not decide whether it counts
                }
                meetings.takeOver(owed.subjectId(), who);
                return obligations.get(owed.id());
            } catch (NotFound | Refusal notTheirs) {
                LOG.debug("{} may not take {} over", who.name(), owed.what(), notTheirs);
            }
        }
        throw new NotFound();
    }

    private ObjectNode convene(MeetingView view, ObligationView owed, Practitioner convenor, DiligentHours hours) {
        Instant now = time.now();
        Instant heldBy = view.dutyDue() == null ? now.plus(A_WEEK) : view.dutyDue();
        boolean presses = owed.urgent() || DiligentHours.presses(now, heldBy);
        Instant begins = hours.meetingBegins(now, presses ? now : heldBy);
        ObjectNode content = DiligentWords.object("outcome", "CONVENE", "date", hours.today(begins), "time", hours.time(begins), "room", "Room 2, Civic Centre",
                "agenda", DiligentWords.of("What the event means for the child; who does what by when."));
        content.put("minutes", presses ? LASTS_AT_LEAST : LASTS);
        if (begins.isAfter(heldBy)) {
            content.put("lateReason", "It became known after the day by which it had to be held.");
        }
        invite(view, owed, convenor, content);
        return content;
    }

    /** A conference follows every conference; once the bundle tells that the child's file was closed, two agencies say that none is needed. */
    private ObjectNode notConvening(MeetingView view, Practitioner convenor) {
        String decider = view.form().register().stream().filter(agency -> !agency.code().equals(convenor.agencyCode()) && !agency.people().isEmpty()).findFirst()
                .map(agency -> agency.people().get(0).username()).orElse("");
        return DiligentWords.object("outcome", "NOT_CONVENE", "why", DiligentWords.of("Children's social care has closed the file of this child; no plan runs that could be reviewed."),
                "instead", DiligentWords.of("Whoever sees the child refers again."), "decider", decider);
    }

    /** Everybody who works with the family, and of every office that must be asked whoever is entered for it. */
    private void invite(MeetingView view, ObligationView owed, Practitioner convenor, ObjectNode content) {
        Optional<Practitioner> worker = casefiles.responsible(owed.casefileId()).map(organisation::get);
        Practitioner chair = worker.flatMap(who -> organisation.lineSupervisorOf(who.id())).or(() -> Optional.of(convenor).filter(who -> who.role() == PractitionerRole.TEAM_MANAGER))
                .or(() -> organisation.lineSupervisorOf(convenor.id()))
                .or(() -> Optional.of(convenor).filter(DiligentMeeting::mayBeNamed)).or(() -> managerOf(convenor.agencyId())).orElse(convenor);
        content.put("chair", chair.username());
        Set<String> demanded = view.form().demanded().stream().filter(MeetingView.Demand::must).map(MeetingView.Demand::office).collect(Collectors.toSet());
        Set<String> reporting = view.form().demanded().stream().filter(MeetingView.Demand::report).map(MeetingView.Demand::office).collect(Collectors.toSet());
        Set<String> known = casefiles.involvements(owed.casefileId()).stream().filter(with -> with.practitionerId() != null).sorted(Comparator.comparing(InvolvementView::since).reversed())
                .map(with -> organisation.get(with.practitionerId()).username()).collect(Collectors.toCollection(LinkedHashSet::new));
        ArrayNode asked = content.putArray("invitees");
        Set<String> present = new LinkedHashSet<>(List.of(convenor.agencyCode(), chair.agencyCode()));
        worker.filter(who -> !who.id().equals(convenor.id()) && !who.id().equals(chair.id())).ifPresent(who -> {
            asked.addObject().put("username", who.username());
            present.add(who.agencyCode());
        });
        for (MeetingView.Register agency : view.form().register()) {
            if ((agency.working() || demanded.contains(agency.kind())) && !agency.people().isEmpty() && present.add(agency.code())) {
                asked.addObject().put("username", who(agency, known)).put("report", reporting.contains(agency.kind()));
            }
        }
        Set<String> kinds = view.form().register().stream().filter(agency -> present.contains(agency.code())).map(MeetingView.Register::kind).collect(Collectors.toSet());
        ObjectNode leftOut = content.putObject("leftOut");
        demanded.stream().filter(office -> !kinds.contains(office)).forEach(office -> leftOut.put(office, "Nobody of them is entered here."));
        ObjectNode family = content.putObject("family");
        view.form().parents().forEach(parent -> family.putObject(parent.id().toString()).put("invited", true));
    }

    /** Whoever stands for an unnamed recorder convenes, but cannot be named. */
    private static boolean mayBeNamed(Practitioner person) {
        return person.canLogIn() && person.role() != PractitionerRole.ADMINISTRATOR;
    }

    private Optional<Practitioner> managerOf(UUID agency) {
        return organisation.peopleOf(agency).stream().filter(person -> mayBeNamed(person) && person.role() == PractitionerRole.TEAM_MANAGER).findFirst();
    }

    /** Who of an agency works with the family; else a manager of it, else whoever is entered first. */
    private String who(MeetingView.Register agency, Set<String> known) {
        List<String> people = agency.people().stream().map(MeetingView.Person::username).toList();
        return known.stream().filter(people::contains).findFirst()
                .or(() -> people.stream().filter(username -> organisation.get(username).role() == PractitionerRole.TEAM_MANAGER).findFirst()).orElse(people.get(0));
    }

    private static ObjectNode prepared(MeetingView view, String today) {
        ObjectNode content = DiligentWords.object();
        ObjectNode places = content.putObject("places");
        view.places().stream().filter(place -> place.invited() && !"FAMILY".equals(place.kind())).forEach(place -> {
            ObjectNode said = places.putObject(place.id().toString()).put("answer", "COMING");
            if (place.reportAsked()) {
                said.put("chasedOn", today).put("chasedHow", "rang the office");
            }
        });
        return content;
    }

    private ObjectNode held(MeetingView view, Practitioner chair, String today, DiligentHours hours) {
        ObjectNode content = DiligentWords.object("heldOn", today, "life", DiligentWords.of("A day and a night of the child, as far as anybody at the table knows."),
                "parentsView", DiligentWords.of("What the parents say, or how it was sought."), "decisions", DiligentWords.of("One plan of all who work with the family."),
                "plan", DiligentWords.of("What is to be better for the child by when, and what happens if it is not."), "noNext", "The rules call for the next one.");
        content.put("noDissent", true).put("goesOn", true).put("goesOnBecause", "NO_CONTACT_YET").put("goesOnWhy", DiligentWords.of("No other agency has had contact with this family yet."));
        Instant again = hours.heldAgain(time.now(), view.dutyDue());
        // needed where too few agencies are there: a plan until the new date
        content.put("interim", DiligentWords.of("Whoever works with the family sees the child before the new date.")).put("newDate", hours.day(again).toString())
                .put("newTime", hours.time(again));
        ObjectNode attendance = content.putObject("attendance");
        view.places().stream().filter(MeetingView.Place::invited).forEach(place -> attendance.putObject(place.id().toString()).put("attended", "PRESENT")
                .put("contribution", DiligentWords.of("What " + place.who() + " knows of the family.")));
        content.putArray("actions").addObject().put("what", "Send the plan to everybody who was there.").put("owner", owner(view, chair).username())
                .put("due", hours.day(hours.halfDayAfter(time.now().plus(Duration.ofDays(2)))).toString());
        return content;
    }

    private Practitioner owner(MeetingView view, Practitioner chair) {
        return Optional.ofNullable(view.convenor()).map(convenor -> organisation.get(convenor.username())).filter(DiligentMeeting::mayBeNamed).orElse(chair);
    }

    /** An agency reads the minutes and confirms them. */
    void readMinutes(ObligationView owed) {
        Practitioner reader = organisation.get(owed.ownerId());
        replies.confirm(replies.placeOf(owed.subjectId(), reader, "Confirmed the minutes"), null, reader.id());
    }

    /** The letter is given by hand. */
    void tellFamily(ObligationView owed, DiligentHours hours) {
        letters.told(owed.subjectId(), lastOf(owed), hours.day(time.now()), FamilyLetters.How.LETTER, DiligentWords.of("Read it in our presence."), organisation.get(owed.ownerId()));
    }

    void report(ObligationView owed) {
        replies.report(lastOf(owed), DiligentWords.of("What we know of this family, and what it means for the child."), owed.ownerId());
    }

    void actionDone(ObligationView owed) {
        actions.done(lastOf(owed), DiligentWords.of("Done."), organisation.get(owed.ownerId()));
    }

    private static UUID lastOf(ObligationView owed) {
        return UUID.fromString(owed.dedupeKey().substring(owed.dedupeKey().lastIndexOf(':') + 1));
    }
}
