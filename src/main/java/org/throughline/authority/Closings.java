package org.throughline.authority;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Closing;
import org.throughline.casefile.Families;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * Closing a case file takes two people: a worker who may act records the closing, and the line supervisor agrees. What must still happen ends
 * first, each thing in one of its lawful ways: done, not needed (the worker says why, the supervisor is the second person) or overtaken (domain 2,
 * "Obligation"). Whether somebody may see and close the file is the caller's to ask.
 */
@Service
public class Closings {

    private static final Set<String> ONLY_DONE = Set.of("AUTHORITY", "ENTRY", "HANDOVER");

    private final ClosureStore store;
    private final ClosureDuties duties;
    private final Closing closing;
    private final Authorities authorities;
    private final Obligations obligations;
    private final Chronology chronology;
    private final Casefiles casefiles;
    private final Families families;
    private final Organisation organisation;
    private final ZoneId zone;
    private final Clock clock;

    Closings(ClosureStore store, ClosureDuties duties, Closing closing, Authorities authorities, Obligations obligations, Chronology chronology, Casefiles casefiles,
            Families families, Organisation organisation, WorkingCalendar calendar, Clock clock) {
        this.store = store;
        this.duties = duties;
        this.closing = closing;
        this.authorities = authorities;
        this.obligations = obligations;
        this.chronology = chronology;
        this.casefiles = casefiles;
        this.families = families;
        this.organisation = organisation;
        this.zone = calendar.zone();
        this.clock = clock;
    }

    /**
     * A worker who may act asks that the file be closed; the request is an entry of the family's history.
     *
     * @throws Invalid naming everything that has to be put right
     * @throws Refusal {@code authority-required}, {@code still-open} naming what must still happen, {@code already-asked}, {@code closed}
     */
    @Transactional
    public ClosureView ask(UUID casefileId, ClosureDraft draft, Practitioner worker) {
        CasefileView file = open(casefileId);
        refuse(faults(draft));
        store.last(casefileId).filter(asked -> asked.outcome() == null).ifPresent(asked -> {
            throw new Refusal("Closing this case file has been asked for already. " + organisation.get(asked.askedBy()).name() + " waits for the answer.", "already-asked");
        });
        EntryDraft entry = new EntryDraft(today(), Precision.EXACT, EventType.CASE_CLOSURE, worker.agencyId(), worker.name(), List.of(file.personId()), draft.summary(),
                Provenance.OBSERVED, Verification.CORROBORATED, null, draft.forTheChild(), ImpactLevel.LOW, "The closing was asked for.",
                "none: the line supervisor answers.", false, Map.of(), worker.id());
        EntryRef filed = chronology.append(casefileId, entry, worker, null);
        Map<UUID, ClosureDraft.Ending> endings = draft.endings().stream().collect(Collectors.toMap(ClosureDraft.Ending::obligation, Function.identity(), (a, b) -> b));
        stillOpen(casefileId, null, endings);
        duties.asked(file, store.add(filed, draft, worker.id(), now()), worker);
        return store.last(casefileId).orElseThrow();
    }

    /**
     * The line supervisor answers. Agreed closes the file in this transaction, ends authority and allocation, and makes telling the agencies a duty.
     *
     * @throws Refusal {@code not-yours}, {@code not-asked}, {@code still-open}
     */
    @Transactional
    public ClosureView answer(UUID casefileId, boolean agreed, String why, Practitioner supervisor) {
        CasefileView file = open(casefileId);
        if (!agreed && (why == null || why.isBlank())) {
            throw new Invalid(List.of(new Fault("answer", "Say what has to happen before the file can be closed.")));
        }
        ClosureView asked = store.last(casefileId).filter(one -> one.outcome() == null)
                .orElseThrow(() -> new Refusal("Nobody has asked to close this case file. Its worker asks first.", "not-asked"));
        Instant now = now();
        Practitioner worker = organisation.get(asked.askedBy());
        if (!organisation.signsFor(supervisor.id(), worker.id(), now)) {
            throw new Refusal("The line supervisor of " + worker.name() + ", or that one's deputy, answers.", "not-yours");
        }
        if (agreed) {
            casefiles.authorityHolders(casefileId).forEach(holder -> authorities.withdrawAll(casefileId, holder.practitionerId(), supervisor.id(), now, "The case file was closed"));
            Map<UUID, ClosureDraft.Ending> endings = asked.endings().stream().collect(Collectors.toMap(ClosureDraft.Ending::obligation, Function.identity()));
            stillOpen(casefileId, asked.id(), endings).forEach(obligation -> end(obligation, endings.get(obligation.id()), worker, supervisor));
        }
        duties.answered(asked.id(), worker.id(), supervisor);
        store.answer(asked.id(), agreed ? "AGREED" : "NOT_AGREED", why == null || why.isBlank() ? null : why.strip(), supervisor.id(), now);
        if (agreed) {
            closing.close(casefileId, now);
            duties.closed(file, asked.id(), worker);
        }
        return store.last(casefileId).orElseThrow();
    }

    /** Who closed the file, or that one's line, records that an agency was told. */
    @Transactional
    public void agencyTold(UUID casefileId, UUID agency, String how, LocalDate on, Practitioner by) {
        List<Fault> faults = new ArrayList<>();
        ClosureView closed = store.last(casefileId).filter(one -> "AGREED".equals(one.outcome()))
                .orElseThrow(() -> new Refusal("This case file has not been closed; there is nothing to tell yet.", "not-closed"));
        if (agency == null || !duties.agencies(casefileId).containsKey(agency)) {
            faults.add(new Fault("agency", "Choose an agency that works with the family."));
        }
        need(faults, "how", how, "Say how you told it.");
        if (on == null || on.isAfter(today())) {
            faults.add(new Fault("on", "Say on which day you told it, today or before."));
        }
        refuse(faults);
        if (!by.id().equals(closed.askedBy()) && !organisation.signsFor(by.id(), closed.askedBy(), clock.instant())) {
            throw new Refusal("The worker who closed the file, or that one's line supervisor, tells the agencies.", "not-yours");
        }
        store.told(closed.id(), agency, how, on, by.id(), now());
        duties.told(closed.id(), agency, by);
    }

    /** The last request to close a file. */
    @Transactional(readOnly = true)
    public Optional<ClosureView> last(UUID casefileId) {
        return store.last(casefileId);
    }

    /** What must still happen on a file, whoever asks to close it. */
    @Transactional(readOnly = true)
    public List<ObligationView> mustStillHappen(UUID casefileId) {
        UUID asked = store.last(casefileId).map(ClosureView::id).orElse(null);
        return open(casefileId, asked);
    }

    /** Whether it ends with the file only by being done. */
    public static boolean onlyDone(ObligationView obligation) {
        return ONLY_DONE.contains(obligation.subjectKind());
    }

    /** The agencies to tell, with whether each was told. */
    @Transactional(readOnly = true)
    public Map<UUID, Boolean> agencies(UUID casefileId) {
        Set<UUID> told = store.last(casefileId).map(one -> store.told(one.id())).orElse(Set.of());
        return duties.agencies(casefileId).keySet().stream().collect(Collectors.toMap(Function.identity(), told::contains, (a, b) -> a, java.util.LinkedHashMap::new));
    }

    private CasefileView open(UUID casefileId) {
        families.lock(casefileId);
        CasefileView file = casefiles.get(casefileId);
        if (!file.open() || !file.child()) {
            throw new Refusal(file.child() ? "Case file " + file.reference() + " is closed already." : "Only a child's case file is closed.", "closed");
        }
        return file;
    }

    private List<ObligationView> open(UUID casefileId, UUID closure) {
        return obligations.ofCasefile(casefileId, false).stream().filter(one -> one.endedAt() == null)
                .filter(one -> !(one.subjectKind().equals("CLOSURE") && one.subjectId().equals(closure))).toList();
    }

    /** @return what is open and ends with the file */
    private List<ObligationView> stillOpen(UUID casefileId, UUID closure, Map<UUID, ClosureDraft.Ending> endings) {
        List<ObligationView> open = open(casefileId, closure);
        List<Missing> missing = open.stream().filter(one -> onlyDone(one) || !endings.containsKey(one.id()))
                .map(one -> new Missing(one.what() + (onlyDone(one) ? ": this has to be done first." : ": say that it was done, is not needed and why, or what overtook it."),
                        "#obligation-" + one.id())).toList();
        if (!missing.isEmpty()) {
            throw new Refusal("A case file is not closed while something must still happen. What is named here comes first.", "still-open", missing);
        }
        return open;
    }

    private void end(ObligationView obligation, ClosureDraft.Ending ending, Practitioner worker, Practitioner supervisor) {
        if (obligations.get(obligation.id()).endedAt() != null) {
            return; // it ended with another one: a meeting and its waiting step end together
        }
        if (ending.how() == ClosureDraft.How.NOT_NEEDED) {
            obligations.notNeeded(obligation.id(), worker.id(), supervisor.id(), ending.reason());
        } else {
            obligations.overtaken(obligation.dedupeKey(), worker.id(), ending.reason());
        }
    }

    private static List<Fault> faults(ClosureDraft draft) {
        List<Fault> faults = new ArrayList<>();
        need(faults, "summary", draft.summary(), "Say what has been reached and why the work ends.");
        if (draft.summary() != null && draft.summary().length() > 500) {
            faults.add(new Fault("summary", "Use up to 500 characters; this has " + draft.summary().length() + "."));
        }
        need(faults, "forTheChild", draft.forTheChild(), "Say what closing means for the child.");
        for (int i = 0; i < draft.endings().size(); i++) {
            ClosureDraft.Ending one = draft.endings().get(i);
            if (one.obligation() == null || one.how() == null) {
                faults.add(new Fault("endings[" + i + "].how", "Say whether it is not needed or was overtaken."));
            }
            need(faults, "endings[" + i + "].reason", one.reason(), "Say why.");
        }
        return faults;
    }

    private static void need(List<Fault> faults, String field, String text, String ask) {
        if (text == null || text.isBlank()) {
            faults.add(new Fault(field, ask));
        }
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
