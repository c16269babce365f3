package org.throughline.casefile;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.organisation.Practitioner;

/** Records people, and lets nobody be recorded a second time unknowingly: every likely match is decided in the same act. */
@Component
class KnownPeople {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final People people;
    private final Matches matches;

    KnownPeople(JdbcClient jdbc, Clock clock, People people, Matches matches) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.people = people;
        this.matches = matches;
    }

    /** One transaction at a time records people, imports too: two who record the same child at the same moment see each other. Before any other lock. */
    void alone() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('throughline import')) is null").query(Boolean.class).single();
    }

    /** Records somebody new with names and identifiers, and looks for likely matches. */
    UUID record(PersonDraft person) {
        UUID id = people.add(new NewPerson(person.child(), person.name().strip(), person.givenName(), person.born(), person.expected()));
        person.formerNames().forEach(name -> people.addName(id, name.strip(), true));
        person.aliases().forEach(name -> people.addName(id, name.strip(), false));
        person.identifiers().forEach(one -> {
            String value = one.value().replaceAll("\\s", "");
            people.addIdentifier(id, one.scheme().strip(), value);
            matches.linkByIdentifier(id, one.scheme().strip(), value);
        });
        matches.lookByName(id);
        return id;
    }

    /**
     * Decides each likely match of the people just recorded as it was decided.
     *
     * @param fresh the people just recorded, with the names that were given
     * @throws KnownAlready naming the matches that nobody has decided
     * @throws Refusal      {@code conflict} where one of them belongs to a family that this person may not see
     */
    void settle(Map<UUID, String> fresh, List<OpeningDraft.Decided> decisions, Practitioner by) {
        List<LikelyMatch> open = new ArrayList<>();
        for (MatchView match : matches.touching(fresh.keySet())) {
            if (match.outcome() != null) {
                continue;
            }
            boolean first = fresh.containsKey(match.a().id());
            PersonView known = first ? match.b() : match.a();
            if (fresh.containsKey(known.id())) {
                matches.decide(match.id(), MatchOutcome.NOT_SAME, "Both were recorded together, as two people.", by.id());
                continue;
            }
            List<FileFound> files = familiesOf(known.id(), by);
            Optional<OpeningDraft.Decided> decided = decisions.stream().filter(one -> known.id().equals(one.known())).findFirst();
            if (decided.isPresent()) {
                matches.decide(match.id(), decided.get().outcome(), decided.get().reason(), by.id());
            } else {
                open.add(new LikelyMatch(fresh.get((first ? match.a() : match.b()).id()), known.id(), known.givenName(), year(known), match.basis(),
                        match.basis().inWords(), files));
            }
        }
        if (!open.isEmpty()) {
            throw new KnownAlready(open);
        }
    }

    private List<FileFound> familiesOf(UUID person, Practitioner asker) {
        boolean conflict = jdbc.sql("""
                select exists (select 1 from conflict_of_interest k where k.practitioner_id = :who
                               and (k.casefile_id in (select casefile_id from family_member where person_id = :person)
                                    or k.casefile_id in (select id from casefile where person_id = :person)))""")
                .param("who", asker.id()).param("person", person).query(Boolean.class).single();
        if (conflict) {
            throw new Refusal("Somebody named here belongs to a family that you may not work with. Ask your deputy, or the next level of your line, to do this.", "conflict");
        }
        return jdbc.sql("""
                select c.id, c.reference, p.given_name, extract(year from coalesce(p.born, p.expected))::int as year, w.name as responsible
                from family_member m
                join casefile c on c.id = m.casefile_id
                join person p on p.id = c.person_id
                left join allocation a on a.casefile_id = c.id and a.until_at is null and a.responsibility = 'RESPONSIBLE'
                left join practitioner w on w.id = a.practitioner_id
                where m.person_id = :person order by c.reference""").param("person", person).query(FamilySearch::row).list();
    }

    /** @throws Refusal {@code has-a-file} where one of the records of this child has a case file other than this one */
    void mustHaveNoOtherFile(UUID child, UUID except) {
        jdbc.sql("""
                select c.reference, c.closed_at is null as open from casefile c
                where c.person_id in (select same_person(:child, :now)) and c.id is distinct from :except order by c.reference limit 1""")
                .param("child", child).param("now", Timestamp.from(clock.instant())).param("except", except, java.sql.Types.OTHER)
                .query((row, n) -> Map.entry(row.getString("reference"), row.getBoolean("open"))).optional()
                .ifPresent(file -> {
                    throw new Refusal("This child has case file " + file.getKey() + (file.getValue() ? ". Go on there; nobody opens a second one."
                            : ", which is closed. Open that one again; nobody opens a second one."), "has-a-file",
                            List.of(new Refusal.Missing("Case file " + file.getKey(), "/casefiles/" + file.getKey())));
                });
    }

    private static Integer year(PersonView person) {
        LocalDate day = person.born() == null ? person.expected() : person.born();
        return day == null ? null : day.getYear();
    }
}
