package org.throughline.obligation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** Those for whom somebody signs, as line supervisor or in that one's place: who of them is away, who stands in, how much waits. */
@Service
public class SignedFor {

    /**
     * @param away     whether they are absent now
     * @param until    when an absence ends; null where they are here, and where nobody knows
     * @param deputies who stands in for them now
     * @param owed     how many things they owe
     */
    public record One(Practitioner person, boolean away, Instant until, List<Practitioner> deputies, int owed) {}

    private final JdbcClient jdbc;
    private final Organisation organisation;
    private final Obligations obligations;
    private final Clock clock;

    SignedFor(JdbcClient jdbc, Organisation organisation, Obligations obligations, Clock clock) {
        this.jdbc = jdbc;
        this.organisation = organisation;
        this.obligations = obligations;
        this.clock = clock;
    }

    /** By name; for an administrator everybody of the agency but themselves. Who has left is there as long as they owe something. */
    @Transactional(readOnly = true)
    public List<One> by(Practitioner signer) {
        Map<UUID, Practitioner> people = new LinkedHashMap<>();
        if (signer.role() == PractitionerRole.ADMINISTRATOR) {
            organisation.peopleOf(signer.agencyId()).forEach(one -> people.put(one.id(), one));
        }
        List<UUID> lines = new ArrayList<>(organisation.deputisedBy(signer.id(), clock.instant()));
        lines.add(signer.id());
        lines.forEach(line -> organisation.supervisedBy(line).forEach(one -> people.put(one.id(), one)));
        people.remove(signer.id());
        return people.values().stream().sorted(Comparator.comparing(Practitioner::name).thenComparing(Practitioner::username)).map(this::one)
                .filter(one -> one.person().active() || one.owed() > 0).toList();
    }

    private One one(Practitioner person) {
        Instant now = clock.instant();
        Optional<Absence> absence = jdbc.sql("""
                select max(until) as until, bool_or(until is null) as open, count(*) > 0 as away
                from absence where practitioner_id = :id and since <= :now and (until is null or until > :now)""")
                .param("id", person.id()).param("now", Timestamp.from(now))
                .query((row, n) -> row.getBoolean("away") ? new Absence(row.getBoolean("open") ? null : row.getTimestamp("until").toInstant()) : null).optional();
        return new One(person, absence.isPresent(), absence.map(Absence::until).orElse(null), organisation.deputiesOf(person.id(), now), obligations.openOf(person.id()).size());
    }

    private record Absence(Instant until) {}
}
