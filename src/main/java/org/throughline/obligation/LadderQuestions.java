package org.throughline.obligation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * The question a level of the ladder is asked: does it happen? An answer is kept and shown to every level above; it stops no clock, for
 * only what ends the obligation does (domain 2).
 */
@Service
public class LadderQuestions {

    private static final Set<String> FIELDS = Set.of("outcome", "expectedBy", "to", "words");
    private static final int MOST = 4000;

    private final AskedStore store;
    private final Obligations obligations;
    private final Organisation organisation;
    private final WorkingCalendar calendar;
    private final Outbox outbox;
    private final Clock clock;

    LadderQuestions(AskedStore store, Obligations obligations, Organisation organisation, WorkingCalendar calendar, Outbox outbox, Clock clock) {
        this.store = store;
        this.obligations = obligations;
        this.organisation = organisation;
        this.calendar = calendar;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Who is asked and who answers for that person, as user names, and when the next level is told. */
    public record Wait(String asked, String supervisor, Instant dueAt) {}

    /** An answer, with names. @param to whom it was passed to, or who is to agree; null elsewhere */
    public record Answered(int level, LadderAnswer outcome, String by, LocalDate expectedBy, String to, String words, Instant at) {}

    /** The question to one person. @param proposedBy who says that it is not needed; null where nobody does */
    public record Question(int level, String proposedBy, String proposedWhy, boolean stepWaits) {}

    /** Whether somebody is asked who has no task yet. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hasNoTask(UUID obligation) {
        return store.withoutTask(obligation).isPresent();
    }

    /** A task of the ladder begins to wait. @throws Refusal where the record asks nobody: a process on its own account is none */
    @Transactional(propagation = Propagation.MANDATORY)
    public Wait waits(UUID obligation, String task) {
        AskedStore.Asked asked = store.withoutTask(obligation)
                .orElseThrow(() -> new Refusal("Nobody is asked about this. It starts by itself when something is late.", "no-obligation"));
        store.hasTask(asked.id(), task);
        ObligationView late = obligations.get(obligation);
        return new Wait(organisation.get(asked.person()).username(), organisation.lineSupervisorOf(asked.person()).map(Practitioner::username).orElse(null),
                late.nextLevelAt() == null ? late.dueAt() : late.nextLevelAt());
    }

    /** Whether the obligation has ended. */
    @Transactional(readOnly = true)
    public boolean hasEnded(UUID obligation) {
        return obligations.get(obligation).endedAt() != null;
    }

    /** Why a task of the ladder is gone, in a sentence; empty while it may wait. */
    @Transactional(readOnly = true)
    public Optional<String> whyGone(UUID obligation) {
        ObligationView found = obligations.get(obligation);
        if (found.endedAt() == null) {
            return Optional.empty();
        }
        return Optional.of(switch (found.endKind()) {
            case "NOT_NEEDED" -> "This is no longer needed: two people agreed on it.";
            case "OVERTAKEN" -> "This is overtaken: " + found.endReason();
            default -> "This has happened meanwhile; nothing more is asked of you.";
        });
    }

    /** The question that is open to this person; empty where none is. */
    @Transactional(readOnly = true)
    public Optional<Question> to(UUID obligation, Practitioner person) {
        return store.open(obligation, person.id()).map(asked -> new Question(asked.level(),
                asked.proposedBy() == null ? null : organisation.get(asked.proposedBy()).name(), asked.proposedWhy(), obligations.get(obligation).waitingTask().isPresent()));
    }

    /** What was answered, the first first. */
    @Transactional(readOnly = true)
    public List<Answered> answers(UUID obligation) {
        return store.answers(obligation);
    }

    /** What this person is writing. @throws NotFound for everybody who is not asked */
    @Transactional(readOnly = true)
    public AnswerDraft draft(UUID obligation, Practitioner person) {
        return store.draft(open(obligation, person).id(), false);
    }

    /**
     * Saves a draft.
     *
     * @param basedOn the version that was on the screen; 0 for the first save
     * @throws StaleAnswer when another version was saved in between
     */
    @Transactional
    public AnswerDraft save(UUID obligation, int basedOn, JsonNode content, Practitioner person) {
        AskedStore.Asked asked = open(obligation, person);
        return store.save(asked.id(), basedOn, checked(content), person.id(), now());
    }

    private AskedStore.Asked open(UUID obligation, Practitioner person) {
        return store.open(obligation, person.id()).orElseThrow(NotFound::new);
    }

    private static ObjectNode checked(JsonNode content) {
        if (content == null || !content.isObject()) {
            throw new Invalid(List.of(new Invalid.Fault("content", "Send the text as an object named content.")));
        }
        List<Invalid.Fault> faults = new ArrayList<>();
        content.fields().forEachRemaining(field -> {
            if (!FIELDS.contains(field.getKey()) || !field.getValue().isTextual() && !field.getValue().isNull()) {
                faults.add(new Invalid.Fault("content." + field.getKey(), "The form has no such field, or it is no text."));
            } else if (field.getValue().asText().length() > MOST) {
                faults.add(new Invalid.Fault("content." + field.getKey(), "This text is longer than 4,000 characters. Shorten it."));
            }
        });
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        return (ObjectNode) content;
    }

    /**
     * Answers: the act of completing the task.
     *
     * @param username     who acts; must be the one who is asked
     * @param draftVersion the version that was on the screen
     * @return what follows
     * @throws Refusal with a sentence and everything that is missing; nothing has happened then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public AfterAnswer answer(String task, String username, Integer draftVersion) {
        Practitioner actor = organisation.find(username == null ? "" : username).orElseThrow(() -> new Refusal("This is answered by a person who works here.", "not-your-step"));
        AskedStore.Asked asked = store.ofTask(task).orElseThrow(() -> new Refusal("Nobody is asked about this.", "no-obligation"));
        if (asked.answered()) {
            throw new Refusal("This has been answered already.", "already-done");
        }
        if (!asked.person().equals(actor.id())) {
            throw new Refusal("This is asked of " + organisation.get(asked.person()).name() + ". They can pass it on.", "not-your-step");
        }
        ObligationView late = obligations.get(asked.obligation());
        if (late.endedAt() != null) {
            throw new Refusal(whyGone(asked.obligation()).orElseThrow(), "already-done");
        }
        AnswerDraft draft = store.draft(asked.id(), true);
        if (draft.version() == 0 || draftVersion == null || draftVersion != draft.version()) {
            throw new Refusal(draft.version() == 0 ? "Nothing has been written here yet. Write and save first."
                    : "The text is not the one on your screen. Load it, read it, and answer again.", "stale-draft");
        }
        return act(asked, late, actor, read(asked, late, actor, draft.content()));
    }

    /** What is to be kept. */
    private record Said(LadderAnswer outcome, LocalDate expected, Practitioner to, String words) {}

    private AfterAnswer act(AskedStore.Asked asked, ObligationView late, Practitioner actor, Said said) {
        Instant now = now();
        store.answered(asked, said.outcome(), actor.id(), said.expected(), said.to() == null ? null : said.to().id(), said.words(), now);
        if (said.to() != null) {
            boolean proposes = said.outcome() == LadderAnswer.NOT_NEEDED;
            if (!store.ask(asked, said.to().id(), proposes ? actor.id() : null, proposes ? said.words() : null, now)) {
                throw new Refusal(said.to().name() + " has this question already. Name somebody else, or answer it yourself.", "asked-already");
            }
            outbox.put(new Notice(Obligations.noticeKey(late.id(), asked.level()) + ":" + said.to().id() + ":" + now, said.to().id(), NoticeKind.WAITS, late.urgent()));
            return AfterAnswer.PASSED_ON;
        }
        if (said.outcome() == LadderAnswer.AGREED) {
            obligations.notNeeded(late.id(), asked.proposedBy(), actor.id(), asked.proposedWhy());
        }
        return asked.level() < late.level() - 1 ? AfterAnswer.NEXT_LEVEL_KNOWS : AfterAnswer.WAIT;
    }

    private Said read(AskedStore.Asked asked, ObligationView late, Practitioner actor, JsonNode content) {
        List<Missing> missing = new ArrayList<>();
        LadderAnswer outcome = Arrays.stream(LadderAnswer.values()).filter(one -> one.name().equals(text(content, "outcome"))).findFirst().orElse(null);
        boolean second = outcome == LadderAnswer.AGREED || outcome == LadderAnswer.NOT_AGREED;
        if (outcome == null || second && asked.proposedBy() == null) {
            throw new Refusal("Choose an answer.", "incomplete", List.of(new Missing("Choose what you did.", "#outcome")));
        }
        if (outcome == LadderAnswer.NOT_NEEDED && late.waitingTask().isPresent()) {
            throw new Refusal("A step waits for this. It is done, or what it belongs to is withdrawn with a reason.", "step-still-waits");
        }
        String words = text(content, "words");
        LocalDate expected = outcome == LadderAnswer.SEEN_TO ? expected(content, missing) : null;
        Practitioner to = outcome == LadderAnswer.PASSED_ON || outcome == LadderAnswer.NOT_NEEDED ? to(late, actor, content, missing) : null;
        if (words == null && outcome != LadderAnswer.AGREED) {
            missing.add(new Missing(outcome == LadderAnswer.SEEN_TO ? "Write what you did." : "Write why.", "#words"));
        }
        if (!missing.isEmpty()) {
            throw new Refusal("Something is still missing.", "incomplete", missing);
        }
        return new Said(outcome, expected, to, words);
    }

    private LocalDate expected(JsonNode content, List<Missing> missing) {
        try {
            LocalDate day = LocalDate.parse(Optional.ofNullable(text(content, "expectedBy")).orElse(""));
            if (!day.isBefore(LocalDate.ofInstant(clock.instant(), calendar.zone()))) {
                return day;
            }
        } catch (DateTimeException noDay) {
            // said below
        }
        missing.add(new Missing("Give the day, today or later, by which you expect it.", "#expectedBy"));
        return null;
    }

    /** Somebody else of the agency that owes it (X7), who is here. */
    private Practitioner to(ObligationView late, Practitioner actor, JsonNode content, List<Missing> missing) {
        Optional<Practitioner> named = Optional.ofNullable(text(content, "to")).flatMap(organisation::find)
                .filter(person -> person.active() && person.canLogIn() && !person.id().equals(actor.id()))
                .filter(person -> late.agencyId() == null || late.agencyId().equals(person.agencyId()));
        if (named.isEmpty()) {
            missing.add(new Missing("Name somebody else of the agency that owes this, by user name.", "#to"));
        }
        return named.orElse(null);
    }

    private static String text(JsonNode content, String field) {
        String text = content.path(field).asText("").strip();
        return text.isEmpty() ? null : text;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
