package org.throughline.agreement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementText.Party;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilyMember;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What parties are called. A draft may hold whatever was put into it: somebody who is not of this family has no name here. */
@Component
class PartyNames {

    private final Families families;
    private final Organisation organisation;

    PartyNames(Families families, Organisation organisation) {
        this.families = families;
        this.organisation = organisation;
    }

    /** The names of one family, asked once for however many parties. */
    Of of(UUID casefile) {
        Map<UUID, String> family = new HashMap<>();
        for (FamilyMember member : families.of(casefile)) {
            family.put(member.personId(), member.givenName() == null ? member.name() : member.givenName());
        }
        return new Of(family);
    }

    /** Of one family; each agency and each who signs for one is asked for once. */
    final class Of {

        private final Map<UUID, String> family;
        private final Map<String, Optional<Agency>> agencies = new HashMap<>();
        private final Map<String, Optional<Practitioner>> people = new HashMap<>();

        private Of(Map<UUID, String> family) {
            this.family = family;
        }

        /** A given name, or that of the agency. */
        String name(Party party) {
            if (!party.family()) {
                return agency(party).map(Agency::name).orElse("An agency");
            }
            return party.personId() == null ? "A party without a name" : family.getOrDefault(party.personId(), "Somebody who is not of this family");
        }

        /** Who signs for an agency; empty for the family. */
        Optional<String> signsFor(Party party) {
            return party.family() || party.username() == null ? Optional.empty() : people.computeIfAbsent(party.username(), organisation::find).map(Practitioner::name);
        }

        private Optional<Agency> agency(Party party) {
            return party.agency() == null ? Optional.empty() : agencies.computeIfAbsent(party.agency(), organisation::agency);
        }
    }
}
