package org.throughline.authority;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryFiled;
import org.throughline.chronology.Standing;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/**
 * Whoever acts without a sign-off makes a duty for the supervisor: an urgent access is reviewed (X11), an act made
 * without authority is answered for, both by the end of the next working day (X11R). All in the transaction of the act, and the supervisor and
 * the manager on the duty rota hear of it at once.
 */
@Component
class AuthorityDuties {

    private final Obligations obligations;
    private final Outbox outbox;
    private final Organisation organisation;
    private final DutyRota rota;
    private final RuleValues rules;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final Clock clock;

    AuthorityDuties(Obligations obligations, Outbox outbox, Organisation organisation, DutyRota rota, RuleValues rules, Casefiles casefiles, WorkingCalendar calendar, Clock clock) {
        this.obligations = obligations;
        this.outbox = outbox;
        this.organisation = organisation;
        this.rota = rota;
        this.rules = rules;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.clock = clock;
    }

    void urgentAccessTaken(CasefileView file, Practitioner worker, UUID authority, Instant at) {
        String key = "urgent-access:" + authority;
        obligations.open(duty(key, file, "AUTHORITY", authority, "Review the urgent access that was taken", worker, at));
        tellAtOnce(key, NoticeKind.URGENT_ACCESS, worker, at);
    }

    void urgentAccessReviewed(UUID authority, Practitioner reviewer) {
        obligations.met("urgent-access:" + authority, reviewer.id());
    }

    /** Due at DU1 on the first working day on which that moment comes after the shift. */
    void dutyTaken(CasefileView file, Practitioner worker, AuthorityView duty) {
        LocalDate day = LocalDate.ofInstant(duty.expiresAt(), calendar.zone());
        Instant sameDay = day.atTime(rules.time("DU1")).atZone(calendar.zone()).toInstant();
        Instant due = calendar.isWorkingDay(day, file.jurisdiction()) && sameDay.isAfter(duty.expiresAt()) ? sameDay
                : calendar.nextWorkingDayAt(day, rules.time("DU1"), file.jurisdiction());
        obligations.open(new NewObligation(noteKey(duty.id()), file.id(), "AUTHORITY", duty.id(), "DU1", "Write the hand-back note of a duty", worker.id(),
                worker.agencyId(), due, DueUnit.WORKING_DAYS, false));
    }

    /** The responsible worker reads it; where that is who wrote it, nothing is owed. */
    void handedBack(CasefileView file, Practitioner by, UUID duty) {
        obligations.met(noteKey(duty), by.id());
        UUID reader = casefiles.responsible(file.id()).orElseGet(() -> supervising(by, clock.instant()).orElse(null));
        if (by.id().equals(reader)) {
            return;
        }
        obligations.open(new NewObligation(readKey(duty), file.id(), "AUTHORITY", duty, "DU2", "Read the hand-back note of a duty", reader, file.agencyId(),
                calendar.due(clock.instant(), new Limit(rules.whole("DU2"), DueUnit.WORKING_DAYS), file.jurisdiction()), DueUnit.WORKING_DAYS, false));
        if (reader != null) {
            outbox.put(new Notice(readKey(duty), reader, NoticeKind.WAITS, false));
        }
    }

    /** Met by the responsible worker, and by whoever owes it meanwhile: where nobody was responsible, or the work was given to somebody else. */
    void noteRead(UUID duty, Practitioner reader, boolean responsible) {
        if (responsible || obligations.open(readKey(duty)).filter(owed -> reader.id().equals(owed.ownerId())).isPresent()) {
            obligations.met(readKey(duty), reader.id());
        }
    }

    private static String noteKey(UUID duty) {
        return "hand-back:" + duty;
    }

    private static String readKey(UUID duty) {
        return "hand-back-read:" + duty;
    }

    @EventListener
    void actWithoutAuthority(EntryFiled entry) {
        if (entry.standing() != Standing.MARKED) {
            return;
        }
        CasefileView file = casefiles.get(entry.entry().casefileId());
        String key = ActAnswers.key(entry.entry());
        Practitioner worker = organisation.get(entry.actedBy());
        Instant now = clock.instant();
        obligations.open(duty(key, file, "ENTRY", file.id(), "Answer for an act made without authority", worker, now));
        tellAtOnce(key, NoticeKind.WITHOUT_AUTHORITY, worker, now);
    }

    private void tellAtOnce(String key, NoticeKind kind, Practitioner worker, Instant at) {
        Set<UUID> told = new LinkedHashSet<>();
        supervising(worker, at).ifPresent(told::add);
        onDuty(worker.agencyId(), at).stream().map(Practitioner::id).forEach(told::add);
        told.remove(worker.id());
        told.forEach(person -> outbox.put(new Notice(key + ":" + person, person, kind, true)));
    }

    /** The manager on the rota, by day or by night; every duty manager of the agency where the rota names nobody who is there. */
    private List<Practitioner> onDuty(UUID agency, Instant at) {
        List<Practitioner> onRota = rota.allOn(agency, DutyRota.MANAGERS, at);
        return !onRota.isEmpty() ? onRota
                : organisation.holding(PractitionerRole.DUTY_MANAGER).stream().filter(manager -> manager.agencyId().equals(agency)).toList();
    }

    private Optional<UUID> supervising(Practitioner worker, Instant at) {
        return organisation.lineSupervisorOf(worker.id()).map(supervisor -> organisation.actingFor(supervisor.id(), at).person().id());
    }

    private NewObligation duty(String key, CasefileView file, String subject, UUID subjectId, String what, Practitioner worker, Instant at) {
        UUID owner = supervising(worker, at).orElse(null);
        return new NewObligation(key, file.id(), subject, subjectId, "X11", what, owner, worker.agencyId(),
                calendar.due(at, new Limit(rules.whole("X11R"), DueUnit.WORKING_DAYS), file.jurisdiction()), DueUnit.WORKING_DAYS, true);
    }
}
