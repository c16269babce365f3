package org.throughline.obligation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.organisation.AvailabilityChanged;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * Nobody's work waits unseen: whoever is away, has left or cannot log in, and owes something that falls due before they are back, is a duty of
 * their supervisor (AW1): who does their work? Noticed on the change itself and by a run on every node.
 */
@Service
public class AwayPeople {

    /** The part of an obligation's key that names the step of a handover: it moves with the handover, not by itself. */
    private static final String STEP = ":Task_";
    private static final String SUBJECT = "AWAY";
    private static final String HANDOVER = "HANDOVER";
    /** Steps of a meeting that are asked of this person and of nobody else. */
    private static final List<String> THEIRS_ALONE = List.of(":Task_DecideNotConvening", ":Task_ConfirmHeld");
    private static final String ANYWHERE = "england-and-wales";

    /** @param until null while nobody knows when they are back */
    public record Away(Practitioner person, Instant until, List<ObligationView> owed) {}

    private record Row(UUID person, String jurisdiction) {}

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Outbox outbox;
    private final WorkingCalendar calendar;
    private final Clock clock;

    AwayPeople(JdbcClient jdbc, Obligations obligations, Organisation organisation, Outbox outbox, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.organisation = organisation;
        this.outbox = outbox;
        this.calendar = calendar;
        this.clock = clock;
    }

    @EventListener
    void changed(AvailabilityChanged change) {
        look(change.practitionerId());
    }

    /** Looks at one person again, after their work has changed hands. */
    @Transactional
    public void lookAt(UUID person) {
        look(person);
    }

    /** Looks at everybody; one node at a time. */
    @Transactional
    public void look() {
        boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(hashtext('throughline away people'))").query(Boolean.class).single();
        if (mine) {
            look(null);
        }
    }

    /** @param only null for everybody */
    private void look(UUID only) {
        Instant now = clock.instant();
        List<Row> away = jdbc.sql("""
                select p.id, min(c.jurisdiction) as jurisdiction from practitioner p
                join obligation o on o.owner_id = p.id and o.ended_at is null and o.subject_kind <> 'AWAY'
                left join casefile c on c.id = o.casefile_id
                where (cast(:only as uuid) is null or p.id = :only)
                  and (not p.active or not p.can_log_in or exists (select 1 from absence a where a.practitioner_id = p.id and a.since <= :now
                       and (a.until is null or (a.until > :now and o.due_at < a.until))))
                group by p.id order by p.id""")
                .param("only", only, java.sql.Types.OTHER).param("now", Timestamp.from(now))
                .query((row, n) -> new Row(row.getObject("id", UUID.class), row.getString("jurisdiction"))).list();
        away.forEach(person -> ask(person, now));
        Set<UUID> found = away.stream().map(Row::person).collect(Collectors.toSet());
        jdbc.sql("select subject_id from obligation where subject_kind = 'AWAY' and ended_at is null and (cast(:only as uuid) is null or subject_id = :only) order by subject_id")
                .param("only", only, java.sql.Types.OTHER).query(UUID.class).list().stream().filter(person -> !found.contains(person)).forEach(this::settled);
    }

    private void ask(Row person, Instant now) {
        if (obligations.open(key(person.person())).isPresent()) {
            return;
        }
        Practitioner who = organisation.get(person.person());
        UUID supervisor = organisation.lineSupervisorOf(who.id()).map(line -> organisation.actingFor(line.id(), now).person().id()).orElse(null);
        int days = jdbc.sql("select rule_number('AW1')").query(Integer.class).single();
        obligations.open(new NewObligation(key(who.id()), null, SUBJECT, who.id(), "AW1", "Say who does the work of somebody who is away", supervisor, who.agencyId(),
                calendar.due(now, new Limit(days, DueUnit.WORKING_DAYS), person.jurisdiction() == null ? ANYWHERE : person.jurisdiction()), DueUnit.WORKING_DAYS, false));
        if (supervisor != null) {
            outbox.put(new Notice(key(who.id()) + ":" + now, supervisor, NoticeKind.WAITS, false));
        }
    }

    /** Back, or nothing is left that falls due meanwhile. */
    private void settled(UUID person) {
        ObligationView asked = obligations.open(key(person)).orElseThrow();
        if (obligations.openOf(person).isEmpty()) {
            obligations.met(asked.dedupeKey(), asked.ownerId());
        } else {
            obligations.overtaken(asked.dedupeKey(), asked.ownerId(), "The person is back, or nothing falls due before.");
        }
    }

    private static String key(UUID person) {
        return "away:" + person;
    }

    /** Who is away and owes work, among those for whom this person is asked. */
    @Transactional(readOnly = true)
    public List<Away> askedOf(UUID supervisor) {
        Instant now = clock.instant();
        return obligations.openOf(supervisor, SUBJECT).stream().map(asked -> {
            Practitioner who = organisation.get(asked.subjectId());
            Optional<Instant> until = jdbc.sql("select max(until) from absence where practitioner_id = :id and since <= :now and until > :now")
                    .param("id", who.id()).param("now", Timestamp.from(now)).query(Timestamp.class).optional().map(Timestamp::toInstant);
            return new Away(who, who.active() ? until.orElse(null) : null, obligations.openOf(who.id()));
        }).toList();
    }

    /**
     * Gives everything somebody owes to another person, but the steps of handovers, which go on their own page.
     *
     * @throws NotFound where the giver is not the line supervisor of the person, or that one's deputy
     * @throws Refusal where the other one is not here
     */
    @Transactional
    public void handOn(Practitioner from, Practitioner to, Practitioner by) {
        Instant now = clock.instant();
        if (!organisation.signsFor(by.id(), from.id(), now)) {
            throw new NotFound();
        }
        if (from.id().equals(to.id()) || !to.agencyId().equals(from.agencyId())) {
            throw new Invalid(List.of(new Invalid.Fault("to", "Name somebody else of the same agency.")));
        }
        if (!organisation.actingFor(to.id(), now).person().id().equals(to.id())) {
            throw new Refusal(to.name() + " is away as well. Name somebody who is here.", "away");
        }
        obligations.openOf(from.id()).stream().filter(AwayPeople::moves).forEach(owed -> {
            obligations.reassign(owed.dedupeKey(), to.id());
            outbox.put(new Notice(owed.dedupeKey() + ":" + to.id(), to.id(), NoticeKind.WAITS, false));
        });
        look(from.id());
    }

    /** Whether it goes to another person by itself: a step of a handover goes with the handover, what an agency or an attendee decides with nobody else. */
    public static boolean moves(ObligationView owed) {
        boolean step = owed.dedupeKey().contains(STEP) && (HANDOVER.equals(owed.subjectKind()) || THEIRS_ALONE.stream().anyMatch(owed.dedupeKey()::endsWith));
        return !step && !SUBJECT.equals(owed.subjectKind());
    }
}
