package org.throughline.identity;

import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.workflow.Accounts;

/** Shows people of the organisation in the webapps under the name that the organisation has for them, whatever the realm says. */
final class Names {

    private Names() {}

    static void enter(Accounts accounts, Practitioner person) {
        int gap = person.name().indexOf(' ');
        accounts.enter(person.username(), gap < 0 ? "" : person.name().substring(0, gap), person.name().substring(gap + 1), person.role() == PractitionerRole.ADMINISTRATOR);
    }
}
