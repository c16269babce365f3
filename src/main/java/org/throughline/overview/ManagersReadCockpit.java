package org.throughline.overview;

import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.organisation.Organisation;
import org.throughline.workflow.CockpitReaders;

/** Whoever may see the overview may look at Cockpit, which shows it. */
@Component
class ManagersReadCockpit implements CockpitReaders {

    private final Organisation organisation;
    private final Access access;

    ManagersReadCockpit(Organisation organisation, Access access) {
        this.organisation = organisation;
        this.access = access;
    }

    @Override
    public boolean reads(String username) {
        return organisation.find(username).filter(person -> access.may(person, Right.SEE_OVERVIEW)).isPresent();
    }
}
