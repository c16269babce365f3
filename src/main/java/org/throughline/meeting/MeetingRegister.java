package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.casefile.InvolvementView;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * Who can be named in the form of a meeting: of each agency the few who come first, and whoever stands in the form already; everybody else is looked for
 * by name. The whole register never leaves the server.
 */
@Service
public class MeetingRegister {

    private static final int OF_EACH_AGENCY = 5;
    private static final int MOST_FOUND = 20;
    private static final List<String> NAMES = List.of("username", "owner", "chair", "decider");

    /** Somebody who was found. @param account whether they can sign in; who cannot is asked by a mailed link */
    public record Found(String username, String name, String agency, String agencyCode, String kind, boolean account) {}

    private final JdbcClient jdbc;
    private final MeetingRepository repository;
    private final MeetingDemands demands;
    private final MeetingPeople people;
    private final MeetingWaits waits;
    private final MeetingStore store;
    private final InviteeStore invitees;
    private final Organisation organisation;
    private final Access access;

    MeetingRegister(JdbcClient jdbc, MeetingRepository repository, MeetingDemands demands, MeetingPeople people, MeetingWaits waits, MeetingStore store, InviteeStore invitees,
            Organisation organisation, Access access) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.demands = demands;
        this.people = people;
        this.waits = waits;
        this.store = store;
        this.invitees = invitees;
        this.organisation = organisation;
        this.access = access;
    }

    /** The agencies, those that work with the family first, each with those of its people who come first: who works with the family, then its managers. */
    List<MeetingView.Register> of(Meeting meeting) {
        record Row(String code, String name, String kind, boolean working, MeetingView.Person person) {}
        Set<UUID> working = demands.working(meeting.casefileId()).stream().map(InvolvementView::agencyId).collect(Collectors.toSet());
        Set<UUID> known = demands.working(meeting.casefileId()).stream().map(InvolvementView::practitionerId).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<String, List<Row>> agencies = jdbc.sql("""
                select * from (
                    select a.id, a.code, a.name, a.kind, p.username, p.name as person,
                           row_number() over (partition by a.id order by p.id = any(:known) desc, p.role in ('TEAM_MANAGER', 'SAFEGUARDING_LEAD') desc, p.name, p.username) as place
                    from agency a left join practitioner p on p.agency_id = a.id and p.active and p.role <> 'ADMINISTRATOR'
                         and (p.can_log_in or p.username = any(:named) and exists (select 1 from mailbox b where b.practitioner_id = p.id))) r
                where place <= :most or username = any(:named) order by name, code, place""")
                .param("known", known.toArray(UUID[]::new)).param("named", named(meeting).toArray(String[]::new)).param("most", OF_EACH_AGENCY)
                .query((row, n) -> new Row(row.getString("code"), row.getString("name"), row.getString("kind"), working.contains(row.getObject("id", UUID.class)),
                        row.getString("username") == null ? null : new MeetingView.Person(row.getString("username"), row.getString("person")))).list().stream()
                .collect(Collectors.groupingBy(Row::code, LinkedHashMap::new, Collectors.toList()));
        return agencies.values().stream().map(rows -> new MeetingView.Register(rows.get(0).code(), rows.get(0).name(), rows.get(0).kind(), rows.get(0).working(),
                        rows.stream().map(Row::person).filter(Objects::nonNull).toList()))
                .filter(one -> !one.people().isEmpty() || one.working()).sorted(Comparator.comparing((MeetingView.Register one) -> !one.working())).toList();
    }

    /** Whoever stands in the form, has a place in the meeting, or answers for who convenes it. */
    private Set<String> named(Meeting meeting) {
        Set<String> named = new HashSet<>();
        JsonNode draft = store.draft(meeting.id(), meeting.step()).content();
        NAMES.forEach(field -> draft.findValues(field).forEach(value -> named.add(value.asText(""))));
        draft.path("confirmers").forEach(value -> named.add(value.asText("")));
        Stream<UUID> ids = Stream.concat(invitees.of(meeting.id()).stream().map(Invitee::practitionerId), Stream.of(Optional.ofNullable(meeting.chairId()), Optional.ofNullable(meeting.convenorId()),
                Optional.ofNullable(meeting.convenorId()).flatMap(organisation::lineSupervisorOf).map(Practitioner::id)).flatMap(Optional::stream));
        ids.filter(Objects::nonNull).map(organisation::get).forEach(who -> named.add(who.username()));
        return named;
    }

    /**
     * Who bears this name, or a part of it: at most twenty, those with an account, and to decide for a second agency those too whom a mailbox is entered for.
     *
     * @throws NotFound for whoever does not do the step that waits
     * @throws Invalid  where less than two letters are given
     */
    @Transactional
    public List<Found> find(UUID meetingId, String name, boolean deciding, Practitioner reader) {
        Meeting meeting = repository.findById(meetingId).orElseThrow(NotFound::new);
        if (!people.mayDo(meeting, waits.doer(meeting), reader)) {
            throw new NotFound();
        }
        access.allowedByDuty(reader, meeting.casefileId(), "Looked for somebody to name in a meeting");
        String part = name == null ? "" : name.strip();
        if (part.length() < 2) {
            throw new Invalid(List.of(new Invalid.Fault("name", "Give at least two letters of the name.")));
        }
        return jdbc.sql("""
                select p.username, p.name, a.name as agency, a.code as agency_code, a.kind, p.can_log_in as account from practitioner p join agency a on a.id = p.agency_id
                where p.active and p.role <> 'ADMINISTRATOR' and position(lower(:part) in lower(p.name)) > 0
                  and (p.can_log_in or :deciding and exists (select 1 from mailbox b where b.practitioner_id = p.id))
                order by p.name, a.name, p.username limit :most""").param("part", part).param("deciding", deciding).param("most", MOST_FOUND).query(Found.class).list();
    }
}
