package org.throughline.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryFiled;
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryRef;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * Asks the rules about every entry, in the transaction that files it: what it meets ends, what it calls for begins (domain 6).
 * An entry about an adult is asked for every child in whose family history it stands.
 */
@Component
class Triggers {

    private final JdbcClient jdbc;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final FactFinder facts;
    private final MeetingRules rules;
    private final DueMoments moments;
    private final MeetingDuties duties;
    private final CorrectedCauses corrected;

    Triggers(JdbcClient jdbc, Casefiles casefiles, Organisation organisation, FactFinder facts, MeetingRules rules, DueMoments moments,
            MeetingDuties duties, CorrectedCauses corrected) {
        this.jdbc = jdbc;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.facts = facts;
        this.rules = rules;
        this.moments = moments;
        this.duties = duties;
        this.corrected = corrected;
    }

    @EventListener
    void entryFiled(EntryFiled filed) {
        if (filed.imported()) {
            return; // what an imported history would have called for is looked at afterwards, as one (LookBack)
        }
        Recorded entry = recorded(filed.entry());
        if (!entry.fact()) {
            corrected.ask(entry);
            if (entry.kind() == EntryKind.NOT_THIS_FAMILY) {
                undo(filed, recorded(entry.about()));
            }
            return;
        }
        for (UUID id : filed.casefiles()) {
            CasefileView file = casefiles.get(id);
            if (file.child() && file.open()) {
                duties.meet(id, entry, filed.recordedBy());
                ask(file, entry, entry.day(), false);
            }
        }
    }

    Recorded recorded(EntryRef entry) {
        return jdbc.sql(Recorded.SELECT + "where e.casefile_id = :file and e.seq = :seq").param("file", entry.casefileId()).param("seq", entry.seq())
                .query(Recorded::of).single();
    }

    /** Asks both tables what this family's facts of a day call for, and makes or joins each duty. */
    void ask(CasefileView file, Recorded entry, LocalDate day, boolean lookBack) {
        each(file, entry, day, (cause, due) -> duties.callFor(cause, due, lookBack));
    }

    /** What the entry that was taken out had met, or would have met, is called for again by what called for it: nothing was done for this family. */
    private void undo(EntryFiled tombstone, Recorded gone) {
        for (UUID id : tombstone.casefiles()) {
            CasefileView file = casefiles.get(id);
            if (file.child() && file.open()) {
                duties.metBy(id, gone).forEach(met -> each(file, recorded(met.cause()), met.day(), (cause, due) -> {
                    if (cause.ruleId().equals(met.ruleId()) && due.row().duty().equals(met.duty()) && due.row().metBy().stream().anyMatch(gone.meets()::contains)) {
                        duties.callForAgain(cause, due);
                    }
                }));
            }
        }
    }

    private void each(CasefileView file, Recorded entry, LocalDate day, BiConsumer<MeetingDuties.Cause, MeetingDuties.Due> then) {
        FamilyFacts found = facts.of(file.id(), entry, day);
        if (found.child() == ChildState.UNKNOWN) {
            return;
        }
        for (RuleHit hit : rules.required(found)) {
            callFor(file, entry, found, rules.duties(hit.ruleId(), found), hit, then);
        }
        for (DutyRow row : rules.duties("EVENT:" + found.event(), found)) {
            callFor(file, entry, found, List.of(row), new RuleHit(row.ruleId(), Recurs.WHEN_ENDED, 0, row.mode(), "an event was recorded that starts a clock"), then);
        }
    }

    private void callFor(CasefileView file, Recorded entry, FamilyFacts found, List<DutyRow> rows, RuleHit hit,
            BiConsumer<MeetingDuties.Cause, MeetingDuties.Due> then) {
        MeetingDuties.Cause cause = new MeetingDuties.Cause(file.id(), hit.ruleId(), hit.recurs(), hit.quietDays(), hit.because(), entry, found);
        Map<String, List<MeetingDuties.Due>> byDuty = new LinkedHashMap<>();
        for (DutyRow row : rows) {
            due(file, entry, found, row, hit.mode()).ifPresent(due -> byDuty.computeIfAbsent(row.duty(), name -> new ArrayList<>()).add(due));
        }
        byDuty.values().forEach(dues -> then.accept(cause, combined(dues)));
    }

    private static MeetingDuties.Due combined(List<MeetingDuties.Due> dues) {
        MeetingDuties.Due first = dues.get(0);
        for (MeetingDuties.Due due : dues) {
            if (first.row().latest() ? due.at().isAfter(first.at()) : due.at().isBefore(first.at())) {
                first = due;
            }
        }
        return first;
    }

    private Optional<MeetingDuties.Due> due(CasefileView file, Recorded entry, FamilyFacts found, DutyRow row, Mode ruleMode) {
        Optional<Instant> at = moments.of(row, found, entry.recorded(), file.jurisdiction());
        return at.map(moment -> {
            Optional<Practitioner> worker = row.byRecorder() ? Optional.empty() : casefiles.responsible(file.id()).map(organisation::get);
            UUID owner = worker.map(Practitioner::id).orElse(entry.sourceAgency().equals(entry.recorderAgency()) ? entry.recordedBy() : null);
            UUID agency = worker.map(Practitioner::agencyId).orElse(entry.sourceAgency());
            return new MeetingDuties.Due(row, moment, row.mode().and(ruleMode), owner, agency);
        });
    }
}
