package org.throughline.authority;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.InvolvementView;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Who owes what when a case file is to be closed: the line supervisor an answer (CL1), the worker a word to every agency involved (CL2). */
@Component
class ClosureDuties {

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Outbox outbox;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final Clock clock;

    ClosureDuties(JdbcClient jdbc, Obligations obligations, Outbox outbox, Organisation organisation, Casefiles casefiles, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.outbox = outbox;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.clock = clock;
    }

    void asked(CasefileView file, UUID closure, Practitioner worker) {
        Instant now = clock.instant();
        UUID owner = organisation.lineSupervisorOf(worker.id()).map(line -> organisation.actingFor(line.id(), now).person().id()).orElse(null);
        obligations.open(duty(key(closure), file, closure, "CL1", "Answer the request to close the case file", owner, worker.agencyId(), now));
        if (owner != null) {
            outbox.put(new Notice(key(closure) + ":" + owner, owner, NoticeKind.WAITS, false));
        }
    }

    void answered(UUID closure, UUID worker, Practitioner by) {
        obligations.met(key(closure), by.id());
        outbox.put(new Notice(key(closure) + ":answered", worker, NoticeKind.WAITS, false));
    }

    /** Everybody of another agency who works with the family hears that something waits, and the worker owes each agency a word. */
    void closed(CasefileView file, UUID closure, Practitioner worker) {
        Instant now = clock.instant();
        agencies(file.id()).forEach((agency, name) -> obligations.open(duty(key(closure) + ":tell:" + agency, file, closure, "CL2",
                "Tell " + name + " that the case file is closed", worker.id(), worker.agencyId(), now)));
        involved(file.id()).stream().map(InvolvementView::practitionerId).filter(java.util.Objects::nonNull).distinct()
                .forEach(person -> outbox.put(new Notice(key(closure) + ":told:" + person, person, NoticeKind.WAITS, false)));
    }

    void told(UUID closure, UUID agency, Practitioner by) {
        obligations.met(key(closure) + ":tell:" + agency, by.id());
    }

    /** The agencies that work with somebody of the family now, other than the one that keeps the file. */
    Map<UUID, String> agencies(UUID casefileId) {
        Map<UUID, String> agencies = new LinkedHashMap<>();
        involved(casefileId).forEach(one -> agencies.put(one.agencyId(), one.agencyName()));
        return agencies;
    }

    private List<InvolvementView> involved(UUID casefileId) {
        UUID keeper = casefiles.get(casefileId).agencyId();
        return casefiles.involvements(casefileId).stream().filter(one -> one.until() == null && !one.agencyId().equals(keeper)).toList();
    }

    private NewObligation duty(String key, CasefileView file, UUID closure, String rule, String what, UUID owner, UUID agency, Instant at) {
        int days = jdbc.sql("select rule_number(:rule)").param("rule", rule).query(Integer.class).single();
        return new NewObligation(key, file.id(), "CLOSURE", closure, rule, what, owner, agency,
                calendar.due(at, new Limit(days, DueUnit.WORKING_DAYS), file.jurisdiction()), DueUnit.WORKING_DAYS, false);
    }

    private static String key(UUID closure) {
        return "closing:" + closure;
    }
}
