package org.throughline.replay;

import java.time.Instant;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.throughline.bundle.CaseBundle;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryRef;
import org.throughline.meeting.CalledFor;
import org.throughline.meeting.Milestones;
import org.throughline.notification.Outbox;
import org.throughline.obligation.LadderStep;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.risk.PatternLog;

/** Reads from the record, when a replay has ended, what was called for, what became of it and who was told. */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class ReplayFindings {

    private static final String NOBODY = "nobody";
    /** What is owed about one entry, which its key names. */
    private static final Set<String> ABOUT_AN_ENTRY = Set.of("ENTRY", "NEW_ENTRY");
    private static final String A_PATTERN = "PATTERN_PROMPT";

    private final Obligations obligations;
    private final CalledFor calledFor;
    private final PatternLog patterns;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Milestones milestones;
    private final Outbox outbox;
    private final WorkingCalendar calendar;
    private final String notice;

    ReplayFindings(Obligations obligations, CalledFor calledFor, PatternLog patterns, Organisation organisation, Casefiles casefiles, Milestones milestones, Outbox outbox, WorkingCalendar calendar, @Value("${throughline.notice:}") String notice) {
        this.obligations = obligations;
        this.calledFor = calledFor;
        this.patterns = patterns;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.milestones = milestones;
        this.outbox = outbox;
        this.calendar = calendar;
        this.notice = notice;
    }

    ReplayResult gather(ReplayFamily family, ReplayRecorder recorder, Policy policy, Instant first, Instant last) {
        CaseBundle bundle = family.bundle();
        List<ReplayResult.Child> children = new ArrayList<>();
        List<ReplayResult.Owed> owed = new ArrayList<>();
        family.everybodysFiles().forEach((person, file) -> obligations.ofCasefile(file, false).forEach(one -> owed.add(owed(person.name(), one, recorder, last))));
        family.childrensFiles().forEach((child, file) -> {
            CasefileView view = casefiles.get(file);
            boolean concern = owed.stream().anyMatch(one -> one.child().equals(child.name()) && Milestones.follow(one.rule()));
            children.add(new ReplayResult.Child(child.name(), view.reference(), child.born(), child.expected(), concern ? milestones.of(child.expected(), view.jurisdiction()) : List.of()));
        });
        String theChild = bundle.child().name();
        List<ReplayResult.Knew> knew = WhoKnew.of(owed.stream().filter(one -> one.child().equals(theChild)).toList(), LocalDate.ofInstant(last, calendar.zone()), calendar.zone());
        return new ReplayResult(bundle.head().reference(), bundle.head().title(), notice, null, policy, LocalDate.ofInstant(first, calendar.zone()),
                LocalDate.ofInstant(last, calendar.zone()), children, recorder.entries(), owed, knew, patterns(family, recorder), obligations.everOpened(), recorder.refused(), asked(owed));
    }

    private ReplayResult.Owed owed(String child, ObligationView one, ReplayRecorder recorder, Instant last) {
        List<ReplayResult.Told> told = obligations.told(one.id()).stream().map(this::told).toList();
        Instant until = one.endedAt() == null ? last : one.endedAt();
        long late = "MET".equals(one.endKind()) || !until.isAfter(one.dueAt()) ? 0 : ChronoUnit.DAYS.between(one.dueAt(), until);
        return new ReplayResult.Owed(child, one.ruleId(), one.what(), one.subjectKind(), causes(one, recorder), one.bornAt(), one.dueAt(), one.bornAt().isAfter(one.dueAt()), one.urgent(), one.endKind(), one.endedAt(),
                name(one.ownerId()), one.agencyId() == null ? null : organisation.agency(one.agencyId()).name(), late, told, reached(told));
    }

    /** What the bundle tells of them, and that there were others where people of this replay wrote one: else a later entry of the bundle would pass for the first cause. */
    private List<String> causes(ObligationView one, ReplayRecorder recorder) {
        Stream<EntryRef> entries = ABOUT_AN_ENTRY.contains(one.subjectKind()) ? Stream.of(DiligentReading.entry(one))
                : (A_PATTERN.equals(one.subjectKind()) ? patterns.causes(one.subjectId()) : calledFor.causes(one.id())).stream();
        List<String> causes = entries.map(entry -> recorder.idOf(entry).orElse(ReplayResult.WRITTEN_MEANWHILE)).distinct().toList();
        return causes.equals(List.of(ReplayResult.WRITTEN_MEANWHILE)) ? List.of() : causes;
    }

    private List<ReplayResult.Pattern> patterns(ReplayFamily family, ReplayRecorder recorder) {
        List<ReplayResult.Pattern> all = new ArrayList<>();
        family.childrensFiles().forEach((child, file) -> patterns.of(file).forEach(one -> {
            List<String> causes = one.causes().stream().map(entry -> recorder.idOf(entry).orElse(ReplayResult.WRITTEN_MEANWHILE)).toList();
            all.add(new ReplayResult.Pattern(child.name(), one.ruleId(), one.asks(), one.because(), causes.get(0), causes.subList(1, causes.size()), one.raisedAt(), one.dueAt(), one.outcome(), one.answeredAt()));
        }));
        return all;
    }

    private ReplayResult.Told told(LadderStep step) {
        return new ReplayResult.Told(step.level(), step.holder() == null ? null : step.holder().name(), name(step.toldId()), step.at(), step.said());
    }

    /** The highest level at which somebody with a name was told. */
    private static String reached(List<ReplayResult.Told> told) {
        return told.stream().filter(step -> step.name() != null).max(Comparator.comparingInt(ReplayResult.Told::level)).map(ReplayResult.Told::name).orElse(NOBODY);
    }

    private String name(UUID practitioner) {
        return practitioner == null ? null : organisation.get(practitioner).name();
    }

    /** What was asked of whom: each thing owed once, and each time the ladder told them. */
    private List<ReplayResult.Asked> asked(List<ReplayResult.Owed> owed) {
        Map<String, List<Instant>> byName = new TreeMap<>();
        owed.forEach(one -> {
            if (one.ownerName() != null) {
                byName.computeIfAbsent(one.ownerName(), name -> new ArrayList<>()).add(one.bornAt());
            }
            one.told().stream().filter(step -> step.name() != null).forEach(step -> byName.computeIfAbsent(step.name(), name -> new ArrayList<>()).add(step.at()));
        });
        Map<String, String> agencies = new TreeMap<>();
        Map<String, Integer> letters = new TreeMap<>();
        Map<UUID, Integer> put = outbox.everPut();
        organisation.agencies().forEach(agency -> organisation.peopleOf(agency.id()).forEach(person -> {
            agencies.put(person.name(), agency.name());
            letters.merge(person.name(), put.getOrDefault(person.id(), 0), Integer::sum);
        }));
        return byName.entrySet().stream().map(person -> asked(person.getKey(), agencies.get(person.getKey()), letters.getOrDefault(person.getKey(), 0), person.getValue())).toList();
    }

    private ReplayResult.Asked asked(String name, String agency, int letters, List<Instant> questions) {
        Map<LocalDate, Integer> weeks = new TreeMap<>();
        questions.forEach(at -> weeks.merge(LocalDate.ofInstant(at, calendar.zone()).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), 1, Integer::sum));
        Map.Entry<LocalDate, Integer> busiest = weeks.entrySet().stream().max(Map.Entry.<LocalDate, Integer>comparingByValue()).orElseThrow();
        return new ReplayResult.Asked(name, agency, questions.size(), letters, busiest.getValue(), busiest.getKey(),
                weeks.entrySet().stream().map(week -> new ReplayResult.Week(week.getKey(), week.getValue())).toList());
    }
}
