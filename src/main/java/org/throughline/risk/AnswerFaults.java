package org.throughline.risk;

import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.Right;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What is wrong with an answer to a pattern, everything at once; and the evidence that it names, as it stands now. */
@Component
class AnswerFaults {

    /** @param provenance null where nobody said how it came to be known */
    record Evidence(EntryRef entry, String provenance, String verification) {

        /** The family's own word, or what nobody has checked. */
        boolean weak() {
            return "SELF_REPORT".equals(provenance) || verification == null || "UNVERIFIED".equals(verification);
        }
    }

    private final JdbcClient jdbc;
    private final FamilyHistory history;
    private final Organisation organisation;
    private final WorkingCalendar calendar;
    private final Access access;
    private final Clock clock;

    AnswerFaults(JdbcClient jdbc, FamilyHistory history, Organisation organisation, WorkingCalendar calendar, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.history = history;
        this.organisation = organisation;
        this.calendar = calendar;
        this.access = access;
        this.clock = clock;
    }

    static String text(String said) {
        return said == null || said.isBlank() ? null : said.strip();
    }

    List<Evidence> check(OpenPrompt prompt, PromptAnswer answer, Practitioner by) {
        List<Fault> faults = new ArrayList<>();
        if (answer.outcome() == null) {
            faults.add(new Fault("outcome", "Say ACT, that something follows, or NO_ACTION, that nothing does."));
        }
        if (text(answer.words()) == null) {
            faults.add(new Fault("words", "Write your decision in your own words."));
        }
        if (text(answer.wouldChange()) == null) {
            faults.add(new Fault("wouldChange", "Say what would change your decision."));
        }
        List<Evidence> evidence = evidence(prompt, answer, by, faults);
        if (answer.outcome() == PromptAnswer.Outcome.ACT) {
            action(prompt, answer, by, faults);
        }
        if (answer.outcome() == PromptAnswer.Outcome.NO_ACTION) {
            enough(answer, evidence, faults);
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        return evidence;
    }

    private static void enough(PromptAnswer answer, List<Evidence> evidence, List<Fault> faults) {
        if (answer.evidence() == null || answer.evidence().isEmpty()) {
            faults.add(new Fault("evidence", "Name at least one entry of the history on which \"no action\" rests."));
        } else if (!evidence.isEmpty() && evidence.stream().allMatch(Evidence::weak) && text(answer.whyEnough()) == null) {
            faults.add(new Fault("whyEnough", "All of this is the family's own word, or nobody has checked it. Say in a sentence why it is enough, or name other evidence."));
        }
    }

    private List<Evidence> evidence(OpenPrompt prompt, PromptAnswer answer, Practitioner by, List<Fault> faults) {
        List<EntryRef> named = answer.evidence() == null ? List.of() : answer.evidence().stream().distinct().toList();
        List<Evidence> found = new ArrayList<>();
        for (EntryRef ref : named) {
            Optional<Evidence> one = entry(prompt, ref, by);
            one.ifPresent(found::add);
            if (one.isEmpty()) {
                faults.add(new Fault("evidence", "Entry " + ref.seq() + " that you name is no entry of this family's history that you can read. Name another."));
            }
        }
        return found;
    }

    private Optional<Evidence> entry(OpenPrompt prompt, EntryRef ref, Practitioner by) {
        if (!history.contains(prompt.casefile(), ref) || !access.may(by, Right.SEE_HISTORY, prompt.casefile()) && !recordedBy(ref, by)) {
            return Optional.empty();
        }
        return history.entries(by.id(), List.of(ref)).stream().filter(view -> view.withheld() == null && view.kind() != EntryKind.NOT_THIS_FAMILY).findFirst().map(AnswerFaults::evidence);
    }

    static Evidence evidence(EntryView view) {
        return new Evidence(view.place(), view.provenance() == null ? null : view.provenance().name(), view.verification() == null ? null : view.verification().name());
    }

    private boolean recordedBy(EntryRef ref, Practitioner by) {
        return jdbc.sql("select exists (select 1 from entry where casefile_id = :file and seq = :seq and recorded_by = :by)").param("file", ref.casefileId()).param("seq", ref.seq())
                .param("by", by.id(), Types.OTHER).query(Boolean.class).single();
    }

    private void action(OpenPrompt prompt, PromptAnswer answer, Practitioner by, List<Fault> faults) {
        if (text(answer.action()) == null) {
            faults.add(new Fault("action", "Say what is to be done."));
        }
        UUID owner = answer.owner();
        if (owner == null) {
            faults.add(new Fault("owner", "Name who does it."));
        } else if (!owner.equals(by.id()) && organisation.find(owner).filter(person -> access.may(person, Right.SEE_FILE, prompt.casefile())).isEmpty()) {
            faults.add(new Fault("owner", "This person does not work with the family. Name somebody who does."));
        }
        if (answer.by() == null) {
            faults.add(new Fault("by", "Say by which day."));
        } else if (answer.by().isBefore(calendar.day(clock.instant()))) {
            faults.add(new Fault("by", "This day has passed. Name today or a later one."));
        }
    }
}
