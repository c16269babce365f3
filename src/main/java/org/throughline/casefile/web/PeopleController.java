package org.throughline.casefile.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilyLinks;
import org.throughline.casefile.PersonView;
import org.throughline.organisation.Practitioner;

/** Who belongs to a family and why, how they stand to each other, where they live. */
@RestController
class PeopleController {

    /** @param until the last day whose events belong to this family; null while the link stands */
    record Member(UUID id, String name, String kind, LocalDate born, LocalDate expected, LocalDate died, List<String> otherNames, String why, LocalDate until) {}

    record People(List<Member> people, List<FamilyLinks.Relationship> relationships, List<FamilyLinks.Household> households) {}

    private final Access access;
    private final Casefiles casefiles;
    private final Families families;
    private final FamilyLinks links;

    PeopleController(Access access, Casefiles casefiles, Families families, FamilyLinks links) {
        this.access = access;
        this.casefiles = casefiles;
        this.families = families;
        this.links = links;
    }

    @GetMapping("/api/casefiles/{ref}/people")
    @Transactional
    People people(@PathVariable String ref) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.SEE_FILE, file.id(), "Looked at the people of the family");
        Map<UUID, PersonView> known = links.people(file.id());
        Map<UUID, LocalDate> deaths = links.deaths(file.id());
        Map<UUID, List<String>> names = links.otherNames(file.id());
        return new People(families.of(file.id()).stream().map(m -> {
            PersonView person = known.get(m.personId());
            return new Member(m.personId(), m.name(), person.kind(), person.born(), person.expected(), deaths.get(m.personId()), names.getOrDefault(m.personId(), List.of()), m.whyInWords(), m.until());
        }).toList(), links.relationships(file.id()), links.households(file.id(), access.may(me, Right.SEE_PROTECTED_ADDRESS, file.id())));
    }
}
