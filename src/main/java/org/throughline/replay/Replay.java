package org.throughline.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.authority.Authorities;
import org.throughline.bundle.BundlePeople;
import org.throughline.bundle.CaseBundle;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.organisation.Organisation;
import org.throughline.standalone.Installation;

/**
 * Lives a bundle again: from moment to moment, each the soonest of the next thing recorded, the next job of the engine and the next round
 * of the clock, through the services, tables and models that everybody uses. Ends with the last day of the bundle.
 */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class Replay {

    private static final LocalTime LAST_MOMENT = LocalTime.of(23, 59);
    /** More steps than that at one moment are a circle. */
    private static final int MOST_AT_ONCE = 10_000;
    private static final Duration BEFORE_ANYTHING = Duration.ofDays(30);

    private final BundlePeople bundlePeople;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Authorities authorities;
    private final Chronology chronology;
    private final WorkingCalendar calendar;
    private final ReplayTime time;
    private final ReplayFindings findings;
    private final Installation installation;
    private final TransactionTemplate transaction;
    private final DiligentPeople diligent;

    Replay(BundlePeople bundlePeople, Organisation organisation, Casefiles casefiles, Authorities authorities, Chronology chronology, WorkingCalendar calendar,
            ReplayTime time, ReplayFindings findings, Installation installation, TransactionTemplate transaction, DiligentPeople diligent) {
        this.bundlePeople = bundlePeople;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.authorities = authorities;
        this.chronology = chronology;
        this.calendar = calendar;
        this.time = time;
        this.findings = findings;
        this.installation = installation;
        this.transaction = transaction;
        this.diligent = diligent;
    }

    /**
     * @param progress told how far it is, from 0 to 1, and the day it stands at
     * @throws IllegalArgumentException where the bundle has no entry, or its workers' line leads round in a circle
     * @throws ReplayStopped            where it could not go on: it says at which moment, and holds what was found until then
     */
    ReplayResult run(CaseBundle bundle, Policy policy, BiConsumer<Double, LocalDate> progress) {
        Instant first = bundle.rows().stream().map(CaseBundle.Row::recordedAt).min(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException("There is no entry in chronology.csv, so there is nothing to replay."));
        Instant last = lastMoment(bundle);
        recordsClock("SIMULATED");
        ReplayResult result;
        try {
            time.stand(first.minus(BEFORE_ANYTHING));
            ReplayFamily family = new ReplayFamily(bundle, time, bundlePeople, organisation, casefiles, authorities, calendar, transaction);
            ReplayRecorder recorder = new ReplayRecorder(family, chronology, organisation, time);
            PriorityQueue<Happening> coming = new PriorityQueue<>(Happening.IN_ORDER);
            coming.addAll(family.happenings());
            bundle.rows().forEach(row -> coming.add(new Happening(row.recordedAt(), Happening.ENTRY, () -> recorder.record(row))));
            try {
                live(coming, policy == Policy.DILIGENT ? diligent.of(family, coming)::look : () -> { }, first, last, progress);
            } catch (RuntimeException fault) {
                throw stopped(fault, recorder, () -> findings.gather(family, recorder, policy, first, time.now()));
            }
            result = findings.gather(family, recorder, policy, first, last);
        } finally {
            time.end();
        }
        recordsClock("REAL"); // where it stopped, the next replay begins with an empty record, or none does
        return result;
    }

    /** Where the record can still be read, what was found until now is kept. */
    private ReplayStopped stopped(RuntimeException fault, ReplayRecorder recorder, Supplier<ReplayResult> found) {
        ReplayStopped stopped = new ReplayStopped(fault, LocalDateTime.ofInstant(time.now(), calendar.zone()), recorder.where());
        try {
            stopped.found(found.get().stopped(stopped.getMessage()));
        } catch (RuntimeException unreadable) {
            stopped.addSuppressed(unreadable);
        }
        return stopped;
    }

    /** @param look after each moment: who owes something now, and when they do it */
    private void live(PriorityQueue<Happening> coming, Runnable look, Instant first, Instant last, BiConsumer<Double, LocalDate> progress) {
        int atOnce = 0;
        while (true) {
            Instant next = coming.isEmpty() ? last : coming.peek().at();
            Instant byItself = time.nextByItself().orElse(last);
            next = byItself.isBefore(next) ? byItself : next;
            if (!next.isBefore(last)) {
                time.stand(last);
                progress.accept(1.0, LocalDate.ofInstant(last, calendar.zone()));
                return;
            }
            atOnce = next.isAfter(time.now()) ? 0 : atOnce + 1;
            if (atOnce > MOST_AT_ONCE) {
                throw new IllegalStateException("At " + time.now() + " one thing calls for the next without end");
            }
            time.stand(next.isBefore(time.now()) ? time.now() : next); // whoever read meanwhile took their time
            time.doWhatIsDue(!actNow(coming, look));
            actNow(coming, look);
            progress.accept(part(first, last, time.now()), LocalDate.ofInstant(time.now(), calendar.zone()));
        }
    }

    /** How much of the time has gone by, from 0 to 1: before the first entry it is none, and what was due long before it is not counted back. */
    static double part(Instant first, Instant last, Instant now) {
        return Math.max(0, Math.min(1, Duration.between(first, now).toMinutes() / (double) Math.max(1, Duration.between(first, last).toMinutes())));
    }

    /**
     * What happens now, and what somebody does about it in the same moment: what is late as it becomes known is done with it.
     *
     * @return whether anything happened
     */
    private boolean actNow(PriorityQueue<Happening> coming, Runnable look) {
        boolean happened = false;
        do {
            while (!coming.isEmpty() && !coming.peek().at().isAfter(time.now())) {
                coming.poll().act().run();
                happened = true;
            }
            look.run();
        } while (!coming.isEmpty() && !coming.peek().at().isAfter(time.now()));
        return happened;
    }

    /** The end of the day of the last thing that happened, and at least the moment at which the last was recorded. */
    private Instant lastMoment(CaseBundle bundle) {
        LocalDate day = bundle.rows().stream().map(row -> {
            LocalDate recorded = LocalDate.ofInstant(row.recordedAt(), calendar.zone());
            return recorded.isAfter(row.eventDate()) ? recorded : row.eventDate();
        }).max(Comparator.naturalOrder()).orElseThrow();
        return day.atTime(LAST_MOMENT).atZone(calendar.zone()).toInstant();
    }

    private void recordsClock(String mode) {
        JdbcClient.create(new DriverManagerDataSource(installation.owner().url(), installation.owner().user(), installation.owner().password()))
                .sql("update clock_mode set mode = ?").params(mode).update();
    }
}
