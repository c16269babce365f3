package org.throughline.obligation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.obligation.Alarm;
import org.throughline.obligation.AlarmKind;
import org.throughline.obligation.Alarms;
import org.throughline.obligation.Verdict;
import org.throughline.obligation.Watchdog;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What the watchdog found, for those who run the system: ids and sentences, nothing about a family. */
@RestController
@RequestMapping("/api/alarms")
class AlarmsApi {

    private static final int NEWEST = 100;

    private final Alarms alarms;
    private final Watchdog watchdog;
    private final Organisation organisation;
    private final Access access;

    AlarmsApi(Alarms alarms, Watchdog watchdog, Organisation organisation, Access access) {
        this.alarms = alarms;
        this.watchdog = watchdog;
        this.organisation = organisation;
        this.access = access;
    }

    /**
     * @param what     what is wrong
     * @param next     what to do next
     * @param subject  what is at fault, by its id; a user name where mail does not arrive
     * @param instance the process in Cockpit, where there is one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(UUID id, String kind, String what, String next, String subject, String instance, Instant openedAt, Instant clearedAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(Verdict watchdog, List<Line> alarms) {}

    record Banner(String text) {}

    @GetMapping
    @Transactional
    public Page alarms() {
        access.require(access.me(), Right.SEE_ALARMS, "Looked at the alarms", null);
        return new Page(watchdog.verdict(), alarms.newest(NEWEST).stream().map(this::line).toList());
    }

    private Line line(Alarm alarm) {
        String subject = alarm.kind() == AlarmKind.MAIL_NOT_DELIVERED
                ? organisation.find(UUID.fromString(alarm.subject())).map(Practitioner::username).orElse(alarm.subject()) : alarm.subject();
        return new Line(alarm.id(), alarm.kind().name(), alarm.inWords(), alarm.kind().next(), subject, alarm.instance(), alarm.openedAt(), alarm.clearedAt());
    }

    /** The strip for those who run the system; 204 for everybody else, a login that is not in the organisation too, and where all is well. */
    @GetMapping("/banner")
    ResponseEntity<Banner> banner() {
        if (!runsTheSystem()) {
            return ResponseEntity.noContent().build();
        }
        Verdict verdict = watchdog.verdict();
        if (verdict.silent()) {
            return ResponseEntity.ok(new Banner("The watchdog is silent: nobody looks whether timers run. Look at the alarms."));
        }
        return verdict.openAlarms() == 0 ? ResponseEntity.noContent().build()
                : ResponseEntity.ok(new Banner(verdict.openAlarms() == 1 ? "1 alarm stands. Look what to do." : verdict.openAlarms() + " alarms stand. Look what to do."));
    }

    private boolean runsTheSystem() {
        try {
            return access.may(access.me(), Right.SEE_ALARMS);
        } catch (NotFound notInTheOrganisation) {
            return false;
        }
    }
}
