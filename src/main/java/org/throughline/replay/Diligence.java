package org.throughline.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.chronology.EventType;
import org.throughline.handover.HandoverStep;
import org.throughline.meeting.MeetingStep;
import org.throughline.obligation.ObligationView;

/**
 * Everybody does what they owe, in time. After each moment of the replay it looks at what is open on the children's files and lets whoever owes it do
 * it: at a quarter of the time, on a working morning or afternoon; at once where it is due within hours.
 */
final class Diligence {

    private static final Logger LOG = LoggerFactory.getLogger(Diligence.class);
    private static final String FAMILY = "FAMILY";
    private static final String MEETING = "MEETING";
    private static final String ENTRY = "ENTRY";
    private static final String PATTERN = "PATTERN_PROMPT";
    private static final String NOT_KNOWN_YET = "NK1";
    private static final int TRIES = 3;
    private static final double A_QUARTER = 0.25;
    private static final double HALF = 0.5;
    /** After a change of worker is recorded, the supervisor asks for the handover. */
    private static final Duration ASKED_WITHIN = Duration.ofMinutes(10);

    private final ReplayFamily family;
    private final PriorityQueue<Happening> coming;
    private final DiligentPeople people;
    private final DiligentHours hours;
    private final ReplayTime time;
    /** When each open duty will be done. */
    private final Map<UUID, Instant> planned = new HashMap<>();
    private final Map<UUID, Integer> tried = new HashMap<>();

    Diligence(ReplayFamily family, PriorityQueue<Happening> coming, DiligentPeople people, DiligentHours hours) {
        this.family = family;
        this.coming = coming;
        this.people = people;
        this.hours = hours;
        this.time = people.time();
        family.bundle().rows().stream().filter(row -> row.type() == EventType.WORKER_CHANGE && family.bundle().fileOf(row).equals(family.bundle().child()))
                .filter(row -> family.isGated(row.sourceAgency()))
                .forEach(row -> coming.add(new Happening(row.recordedAt().plus(ASKED_WITHIN), Happening.TASK, () -> people.handovers().request(row, family))));
    }

    /** Plans when each thing that is open now will be done; what has become due sooner is done sooner. */
    void look() {
        family.childrensFiles().values().forEach(file -> people.obligations().openOfCasefile(file).stream()
                .filter(one -> one.ownerId() != null || FAMILY.equals(one.subjectKind()) || MEETING.equals(one.subjectKind()) || PATTERN.equals(one.subjectKind()) || NOT_KNOWN_YET.equals(one.ruleId()))
                .filter(one -> !planned.containsKey(one.id()) || planned.get(one.id()).isAfter(one.dueAt()) && one.dueAt().isAfter(time.now()))
                .filter(one -> !FAMILY.equals(one.subjectKind()) || !people.duties().isMeeting(one))
                .forEach(one -> plan(one, when(one))));
    }

    private void plan(ObligationView owed, Instant at) {
        planned.put(owed.id(), at);
        coming.add(new Happening(at, FAMILY.equals(owed.subjectKind()) ? Happening.DUTY : Happening.TASK, () -> {
            if (at.equals(planned.get(owed.id()))) {
                act(owed.id());
            }
        }));
    }

    private Instant when(ObligationView owed) {
        Instant now = time.now();
        Instant due = owed.dueAt();
        if (DiligentHours.isLate(now, due)) {
            return now;
        }
        if (FAMILY.equals(owed.subjectKind())) {
            return people.duties().metByTheBundle(owed, family).map(at -> at.plus(Duration.ofMinutes(1)))
                    .orElseGet(() -> DiligentHours.presses(now, due) ? DiligentHours.soon(now, due) : hours.afterPart(now, due, A_QUARTER));
        }
        String step = owed.waitingTask().orElse("");
        if (step.equals(MeetingStep.HOLD.taskKey())) {
            Instant ends = people.meetings().ends(owed);
            return ends.isAfter(now) ? ends : DiligentHours.atOnce(now);
        }
        if (step.equals(HandoverStep.RECHECK.taskKey())) {
            return hours.onItsDay(now, due);
        }
        if (owed.urgent() || DiligentHours.presses(now, due)) {
            return DiligentHours.atOnce(now);
        }
        boolean othersFirst = step.equals(MeetingStep.CONFIRM_MINUTES.taskKey());
        return hours.afterPart(now, due, othersFirst ? HALF : step.isEmpty() ? A_QUARTER : 0);
    }

    private void act(UUID id) {
        ObligationView owed = people.obligations().get(id);
        if (owed.endedAt() != null) {
            return;
        }
        try {
            switch (owed.subjectKind()) {
                case FAMILY -> people.duties().meet(owed, family, hours);
                case MEETING -> people.meetings().step(owed.ownerId() == null ? people.meetings().takenOver(owed) : owed, family, hours);
                case "MEETING_MINUTES" -> people.meetings().readMinutes(owed);
                case "MEETING_REPORT" -> people.meetings().report(owed);
                case "MEETING_FAMILY" -> people.meetings().tellFamily(owed, hours);
                case "MEETING_ACTION" -> people.meetings().actionDone(owed);
                case ENTRY -> {
                    if (NOT_KNOWN_YET.equals(owed.ruleId())) {
                        people.duties().complete(owed);
                    } else {
                        people.duties().answer(owed);
                    }
                }
                case "NEW_ENTRY" -> people.reading().newEntry(owed);
                case PATTERN -> people.patterns().answer(owed, hours);
                case "PROMPT_ACTION" -> people.patterns().done(owed);
                case "HANDOVER" -> people.handovers().act(owed, hours);
                default -> LOG.warn("The replay does not know how {} ({}) is done; it stays open", owed.what(), owed.ruleId());
            }
        } catch (Refusal | Invalid | NotFound notYet) {
            again(owed, notYet);
        }
    }

    /** What is refused is tried again the next morning or afternoon, or soon where it presses; after that it stays open, and the page says so. */
    private void again(ObligationView owed, RuntimeException notYet) {
        if (tried.merge(owed.id(), 1, Integer::sum) < TRIES) {
            plan(owed, owed.urgent() || DiligentHours.presses(time.now(), owed.dueAt()) ? DiligentHours.atOnce(time.now()) : hours.halfDayAfter(time.now()));
        } else {
            LOG.warn("{} ({}, due {}) could not be done: {}", owed.what(), owed.ruleId(), owed.dueAt(), inWords(notYet));
        }
    }

    private static String inWords(RuntimeException notYet) {
        if (notYet instanceof Refusal refusal) {
            return refusal.getMessage() + refusal.missing().stream().map(Refusal.Missing::text).collect(Collectors.joining(" ", " ", ""));
        }
        return notYet instanceof Invalid invalid ? invalid.faults().stream().map(Invalid.Fault::reason).collect(Collectors.joining(" ")) : "It is not there for who owes it.";
    }
}
