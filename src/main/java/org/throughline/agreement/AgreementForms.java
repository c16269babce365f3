package org.throughline.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.InvolvementView;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.PractitionerRole;

/** What the form of a waiting step needs beside its own text. */
@Component
class AgreementForms {

    private final RiskRecord record;
    private final Families families;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final BreachAct breach;

    AgreementForms(RiskRecord record, Families families, Casefiles casefiles, Organisation organisation, BreachAct breach) {
        this.record = record;
        this.families = families;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.breach = breach;
    }

    AgreementView.Form of(Agreement agreement) {
        UUID casefile = agreement.casefileId();
        boolean drafting = agreement.step() == AgreementStep.DRAFT;
        return new AgreementView.Form(drafting ? people(casefile) : List.of(), drafting ? agencies(casefile, agreement.workerId()) : List.of(),
                Arrays.stream(RiskKind.values()).map(kind -> new AgreementView.Risk(kind, kind.inWords())).toList(), record.latestReview(casefile),
                record.planMeeting(casefile), record.longestDays(), agreement.riskKey() == null ? null : record.earlier(casefile, agreement.riskKey(), agreement.id()) + 1,
                agreement.step() == AgreementStep.DECIDE_BREACH && breach.asksForStrategy(agreement));
    }

    private List<AgreementView.FamilyPerson> people(UUID casefile) {
        UUID child = casefiles.get(casefile).personId();
        return families.of(casefile).stream().filter(member -> member.until() == null && !member.personId().equals(child))
                .map(member -> new AgreementView.FamilyPerson(member.personId(), member.givenName(), member.name(), member.whyInWords(), !casefiles.person(member.personId()).child())).toList();
    }

    private List<AgreementView.Agency> agencies(UUID casefile, UUID worker) {
        Map<UUID, Boolean> all = new LinkedHashMap<>();
        all.put(organisation.get(worker).agencyId(), true);
        record.working(casefile).stream().map(InvolvementView::agencyId).forEach(id -> all.put(id, true));
        List<AgreementView.Agency> agencies = new ArrayList<>();
        all.forEach((id, working) -> {
            Agency agency = organisation.agency(id);
            agencies.add(new AgreementView.Agency(agency.code(), agency.name(), working, organisation.peopleOf(id).stream()
                    .filter(person -> person.active() && person.role() != PractitionerRole.ADMINISTRATOR).map(person -> new AgreementView.Person(person.username(), person.name())).toList()));
        });
        return agencies;
    }
}
