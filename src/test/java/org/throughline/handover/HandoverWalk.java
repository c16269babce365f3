package org.throughline.handover;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.workflow.EngineTasks;
import org.throughline.workflow.Gaps;

/** Walks a handover through the real services and the real engine, each step as the person whose step it is. */
@Component
public class HandoverWalk {

    /** What cannot follow from the test family's record. */
    public static final List<String> NOT_ON_RECORD = List.of("H4", "H5");

    private final Handovers handovers;
    private final HandoverDrafts drafts;
    private final HandoverRepository repository;
    private final HandoverProcess process;
    private final FamilyChildren children;
    private final Door tasks;
    private final FamilyWorld world;
    private final Clock clock;

    /** The way to complete a task: the engine's, or one that does without it. */
    interface Door {
        void complete(String username, String taskId, Map<String, Object> variables);
    }

    @Autowired
    HandoverWalk(Handovers handovers, HandoverDrafts drafts, HandoverRepository repository, HandoverProcess process, FamilyChildren children,
                 EngineTasks tasks, FamilyWorld world, Clock clock) {
        this(handovers, drafts, repository, process, children, tasks::complete, world, clock);
    }

    HandoverWalk(Handovers handovers, HandoverDrafts drafts, HandoverRepository repository, HandoverProcess process, FamilyChildren children,
                 Door tasks, FamilyWorld world, Clock clock) {
        this.handovers = handovers;
        this.drafts = drafts;
        this.repository = repository;
        this.process = process;
        this.children = children;
        this.tasks = tasks;
        this.world = world;
        this.clock = clock;
    }

    public UUID request(Family family) {
        return request(family, HandoverType.WORKER_SAME_TEAM, true);
    }

    public UUID request(Family family, HandoverType type, boolean discussionPossible) {
        return handovers.request(new NewHandover(family.file(), family.team().incoming().username(), type, ReasonCode.MANAGE, null, discussionPossible),
                family.team().supervisor());
    }

    public HandoverStep step(UUID handover) {
        return repository.findById(handover).orElseThrow().step();
    }

    /** The handover waits at the step given, reached by the shortest way. */
    public UUID at(Family family, HandoverStep step) {
        UUID handover = request(family);
        while (step(handover) != step) {
            next(family, handover);
        }
        return handover;
    }

    /** Does the step at which the handover stands, as it should be done. */
    public void next(Family family, UUID handover) {
        next(family, handover, step(handover), this::act);
    }

    /** The same by people on whose screens the step's form stands already: it is loaded again only where somebody else has saved since. */
    void nextOnScreen(Family family, UUID handover, HandoverStep step) {
        next(family, handover, step, (of, person, content) -> actOnScreen(of, step, person, content));
    }

    /** A person's step: what they write, or null where nothing is written. */
    private interface Doing {
        void act(UUID handover, Practitioner person, ObjectNode content);
    }

    private void next(Family family, UUID handover, HandoverStep step, Doing doing) {
        var team = family.team();
        switch (step) {
            case PREPARE_SUMMARY -> {
                handovers.waive(handover, NOT_ON_RECORD, "Being put right; agreed with the sending manager.", team.supervisor());
                doing.act(handover, team.outgoing(), summary());
            }
            case DECIDE_ACCEPTANCE -> doing.act(handover, team.supervisor(), object(Map.of("outcome", "ACCEPTED")));
            case RECORD_DISCUSSION -> doing.act(handover, team.outgoing(), discussion());
            case PLAN_READING -> doing.act(handover, team.supervisor(), readingPlan());
            case READ_HISTORY -> {
                world.reads(family.file(), team.incoming());
                doing.act(handover, team.incoming(), null);
            }
            case WRITE_ACCOUNT -> doing.act(handover, team.incoming(), account(family.file()));
            case SIGN_OFF -> {
                world.reads(family.file(), team.supervisor());
                doing.act(handover, team.supervisor(), signOff("AGREED"));
            }
            case TELL_FAMILY -> doing.act(handover, team.incoming(), familyTold());
            case RECHECK -> doing.act(handover, team.supervisor(), recheck());
            case ENDED -> throw new IllegalStateException("This handover has ended");
        }
    }

    /** Saves the draft and completes the task, as this person; null where the step has no draft. */
    public void act(UUID handover, Practitioner person, ObjectNode content) {
        complete(handover, person, content == null ? Map.of() : Map.of("draftVersion", save(handover, person, content)));
    }

    public int save(UUID handover, Practitioner person, ObjectNode content) {
        HandoverStep step = step(handover);
        int version = drafts.get(handover, step, person).version();
        return drafts.save(handover, step, version, content, person).version();
    }

    void actOnScreen(UUID handover, HandoverStep step, Practitioner person, ObjectNode content) {
        complete(handover, person, content == null ? Map.of() : Map.of("draftVersion", saveOnScreen(handover, step, person, content)));
    }

    private int saveOnScreen(UUID handover, HandoverStep step, Practitioner person, ObjectNode content) {
        try {
            return drafts.save(handover, step, 0, content, person).version();
        } catch (StaleDraft saved) {
            return drafts.save(handover, step, saved.current().version(), content, person).version();
        }
    }

    public void complete(UUID handover, Practitioner person, Map<String, Object> variables) {
        tasks.complete(person.username(), task(handover), new HashMap<>(variables));
    }

    public String task(UUID handover) {
        return process.waitingTask(handover).orElseThrow();
    }

    public static ObjectNode summary() {
        ObjectNode summary = object(Map.of());
        for (SummaryField field : SummaryField.values()) {
            summary.put(field.name(), "What is known about " + field.name() + ".");
        }
        ObjectNode confirmations = summary.putObject("confirmations");
        for (ReadinessCondition condition : ReadinessCondition.values()) {
            if (condition.confirmedByWorker()) {
                confirmations.put(condition.name(), true);
            }
        }
        return summary;
    }

    public ObjectNode discussion() {
        ObjectNode discussion = object(Map.of("date", today(), "mode", "MEETING", "points", "The whole history.", "worries", "The nights."));
        return discussion.put("minutes", 50).put("discussed", true);
    }

    public ObjectNode readingPlan() {
        return object(Map.of("when", today(), "with", "The supervisor", "how", "Side by side", "why", "The worker is away"));
    }

    public ObjectNode account(UUID casefile) {
        ObjectNode account = object(Map.of("q2", "Before.", "q3", "The pattern.", "q4", "What protects.", "q5", "What we were told.", "q6", "No access.", "q7", "Nights."));
        ObjectNode first = account.putObject("q1");
        children.of(casefile).forEach(child -> first.put(child.id().toString(), "Sleeps in a cot beside the mother; seen awake on Monday."));
        return account;
    }

    public ObjectNode signOff(String outcome) {
        ObjectNode signOff = object(Map.of("talkedOn", today(), "talkedHow", "In person", "question", "Who cares at night?", "answer", "The mother, alone.", "outcome", outcome));
        return Set.of("TALK_AGAIN", "READ_AGAIN").contains(outcome) ? signOff.put("reasons", "The nights are not clear.") : signOff;
    }

    public ObjectNode familyTold() {
        ObjectNode told = object(Map.of());
        told.putArray("whom").addObject().put("name", "Mara").put("how", "At home").put("on", today()).put("whatTheySaid", "She is glad to know.");
        return told;
    }

    public ObjectNode recheck() {
        return object(Map.of("on", today(), "outcome", "UNDERSTOOD", "notes", "Asked about the nights again."));
    }

    private String today() {
        return Gaps.today(clock).toString();
    }

    public static ObjectNode object(Map<String, String> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach(object::put);
        return object;
    }
}
