package org.throughline.casefile.web;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** How people and agencies of the organisation are named in answers. */
@Component
class Names {

    record Worker(String username, String name) {}

    record AgencyName(String code, String name) {}

    private final Organisation organisation;

    Names(Organisation organisation) {
        this.organisation = organisation;
    }

    /** Null for null. */
    Worker worker(UUID id) {
        if (id == null) {
            return null;
        }
        Practitioner who = organisation.get(id);
        return new Worker(who.username(), who.name());
    }

    /** Null for null. */
    AgencyName agency(UUID id) {
        if (id == null) {
            return null;
        }
        Agency agency = organisation.agency(id);
        return new AgencyName(agency.code(), agency.name());
    }
}
