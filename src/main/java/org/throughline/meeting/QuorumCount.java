package org.throughline.meeting;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.organisation.Agency;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.Organisation;

/** Counts who was there, for the table of quorums (Q1 to Q9): only who came in person, or sent somebody, counts (Q5). */
@Component
class QuorumCount {

    private static final int HEALTH_AS_ONE = 2;

    private final JdbcClient jdbc;
    private final Organisation organisation;
    private final MeetingTerms terms;

    QuorumCount(JdbcClient jdbc, Organisation organisation, MeetingTerms terms) {
        this.jdbc = jdbc;
        this.organisation = organisation;
        this.terms = terms;
    }

    /** @param present the agencies that were there */
    MeetingTerms.Quorum of(Meeting meeting, Collection<UUID> present) {
        Set<Agency> agencies = present.stream().map(organisation::agency).collect(Collectors.toSet());
        Set<AgencyKind> kinds = agencies.stream().map(Agency::kind).collect(Collectors.toCollection(() -> EnumSet.noneOf(AgencyKind.class)));
        Set<Agency> others = agencies.stream().filter(agency -> agency.kind() != AgencyKind.CHILDRENS_SOCIAL_CARE).collect(Collectors.toSet());
        Set<AgencyKind> health = health();
        Set<UUID> known = known(meeting.casefileId());
        return terms.quorum(meeting.kind(), new MeetingTerms.Present(kinds.contains(AgencyKind.CHILDRENS_SOCIAL_CARE), kinds.contains(AgencyKind.POLICE),
                kinds.stream().anyMatch(health::contains), kinds.contains(AgencyKind.MIDWIFERY), kinds.contains(AgencyKind.HEALTH_VISITING), count(others, health),
                count(others.stream().filter(agency -> known.contains(agency.id())).collect(Collectors.toSet()), health)));
    }

    /** The kinds of agency that are health (rows Q2-KIND). */
    private Set<AgencyKind> health() {
        return jdbc.sql("select substr(id, 4) from rule_value where id like 'Q2-%' and value = 1").query(String.class).list().stream().map(AgencyKind::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AgencyKind.class)));
    }

    /** Each agency by itself, or all of health as one (Q2: areas differ). */
    private int count(Set<Agency> agencies, Set<AgencyKind> kinds) {
        int way = jdbc.sql("select rule_number('Q2')::int").query(Integer.class).single();
        long health = agencies.stream().filter(agency -> kinds.contains(agency.kind())).count();
        return (int) (way == HEALTH_AS_ONE && health > 1 ? agencies.size() - health + 1 : agencies.size());
    }

    /** The agencies that have had direct contact: they work or worked with somebody of the family, or something of theirs is on the record. */
    private Set<UUID> known(UUID casefile) {
        return new HashSet<>(jdbc.sql("""
                select i.agency_id from involvement i where i.person_id in (select person_id from family_member where casefile_id = :file)
                union
                select distinct x.source_agency_id from entry_person x where x.person_id in (select person_id from family_member where casefile_id = :file)
                   and not exists (select 1 from taken_out t where (t.casefile_id, t.seq) = (x.casefile_id, x.seq) or (t.tomb_file, t.tomb_seq) = (x.casefile_id, x.seq))""")
                .param("file", casefile).query(UUID.class).list());
    }
}
