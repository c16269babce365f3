package org.throughline.meeting;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilyMember;
import org.throughline.casefile.InvolvementView;
import org.throughline.casefile.PersonView;
import org.throughline.organisation.AgencyKind;
import org.throughline.workflow.Gaps;

/** Who must be asked to a meeting about this family now, and which of the family are asked or left out by name (practice-rules 1.4). */
@Component
class MeetingDemands {

    private static final Set<String> PARENTS = Set.of("PARENT", "STEP_PARENT", "CARER");

    private final JdbcClient jdbc;
    private final MeetingTerms terms;
    private final Casefiles casefiles;
    private final Families families;
    private final Clock clock;

    MeetingDemands(JdbcClient jdbc, MeetingTerms terms, Casefiles casefiles, Families families, Clock clock) {
        this.jdbc = jdbc;
        this.terms = terms;
        this.casefiles = casefiles;
        this.families = families;
        this.clock = clock;
    }

    List<MeetingTerms.Demanded> of(Meeting meeting) {
        return terms.demanded(meeting.kind(), child(meeting.casefileId()), involved(meeting.casefileId()));
    }

    /** The agencies that work with somebody of the family now. */
    List<InvolvementView> working(UUID casefile) {
        LocalDate today = Gaps.today(clock);
        return casefiles.involvements(casefile).stream().filter(one -> one.until() == null || !one.until().isBefore(today)).toList();
    }

    private Set<AgencyKind> involved(UUID casefile) {
        Set<UUID> agencies = working(casefile).stream().map(InvolvementView::agencyId).collect(Collectors.toSet());
        return agencies.isEmpty() ? EnumSet.noneOf(AgencyKind.class)
                : jdbc.sql("select distinct kind from agency where id in (:ids)").param("ids", agencies).query(String.class).list().stream().map(AgencyKind::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(AgencyKind.class)));
    }

    private ChildState child(UUID casefile) {
        PersonView child = casefiles.childOf(casefile);
        LocalDate today = Gaps.today(clock);
        if (child.born() == null || child.born().isAfter(today)) {
            return ChildState.UNBORN;
        }
        return today.isBefore(child.born().plusYears(1)) ? ChildState.INFANT : ChildState.CHILD;
    }

    /** Parents and whoever else may hold parental responsibility: each is asked, or left out with a reason (domain 6). */
    List<FamilyMember> parents(UUID casefile) {
        return families.of(casefile).stream().filter(member -> member.step() == 2 && member.until() == null && PARENTS.contains(member.tie()))
                .filter(member -> alive(member.personId())).toList();
    }

    private boolean alive(UUID person) {
        return !jdbc.sql("select exists (select 1 from person where id = :id and died is not null)").param("id", person).query(Boolean.class).single();
    }
}
