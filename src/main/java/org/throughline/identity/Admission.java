package org.throughline.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.throughline.organisation.ClosedLogins;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.CockpitReaders;
import org.throughline.workflow.SignInMethod;

/**
 * Whether somebody whom Keycloak knows may come in: the organisation must know them too, and both must say the same role. Neither alone can
 * make somebody a manager. Whoever is refused can do nothing at all.
 */
@Component
@Profile(SignInMethod.KEYCLOAK)
class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Organisation organisation;
    private final ClosedLogins closed;
    private final RefusedSignIns refused;
    private final CockpitReaders cockpitReaders;

    Admission(Organisation organisation, ClosedLogins closed, RefusedSignIns refused, CockpitReaders cockpitReaders) {
        this.organisation = organisation;
        this.closed = closed;
        this.refused = refused;
        this.cockpitReaders = cockpitReaders;
    }

    /** Somebody has just signed in at Keycloak: a login that was closed is open again. As {@link #bearer(String, Collection)} else. */
    List<String> signedIn(String username, Collection<String> realmRoles) {
        List<String> groups = admit(username, realmRoles);
        organisation.find(username).filter(person -> !person.canLogIn()).ifPresent(person -> closed.open(person.id()));
        return groups;
    }

    /** Somebody shows a token, which may be older than the closing of the login. */
    List<String> bearer(String username, Collection<String> realmRoles) {
        List<String> groups = admit(username, realmRoles);
        if (organisation.find(username).filter(Practitioner::canLogIn).isEmpty()) {
            throw new RefusedSignIn(RefusedSignIn.Reason.CLOSED, "This login has been closed in Keycloak. If that is a mistake, sign in there again.");
        }
        return groups;
    }

    /**
     * @param realmRoles the token's roles; names that are none of ours do not matter
     * @return the groups of {@link Accounts} this person is in
     * @throws RefusedSignIn with the reason, which is an alarm until it is put right
     */
    private List<String> admit(String username, Collection<String> realmRoles) {
        Practitioner person = organisation.find(username).filter(Practitioner::active).filter(found -> found.canLogIn() || closed.isClosed(found.id()))
                .orElseThrow(() -> refuse(username, RefusedSignIn.Reason.NOT_ENTERED,
                        "You are known to Keycloak as " + username + ", but nobody who may sign in is entered here with that user name."));
        Set<PractitionerRole> roles = known(realmRoles);
        if (!roles.equals(Set.of(person.role()))) {
            throw refuse(username, RefusedSignIn.Reason.ROLES_DIFFER, "Keycloak says that you are " + (roles.isEmpty() ? "nothing that is known here" : inWords(roles))
                    + "; the organisation has you as " + inWords(Set.of(person.role())) + ". Both must say the same.");
        }
        refused.settled(username);
        List<String> groups = new ArrayList<>(List.of(Accounts.WORKERS));
        if (person.role() == PractitionerRole.ADMINISTRATOR) {
            groups.add(Accounts.ADMINISTRATORS);
        }
        if (cockpitReaders.reads(username)) {
            groups.add(Accounts.MANAGERS);
        }
        return groups;
    }

    private RefusedSignIn refuse(String username, RefusedSignIn.Reason reason, String sentence) {
        refused.note(username, reason);
        LOG.warn("A sign-in by Keycloak was refused ({}); the alarms say whose.", reason);
        return new RefusedSignIn(reason, sentence);
    }

    private static Set<PractitionerRole> known(Collection<String> realmRoles) {
        Set<String> named = realmRoles.stream().map(role -> role.toUpperCase(Locale.ROOT).replace('-', '_')).collect(Collectors.toSet());
        return Arrays.stream(PractitionerRole.values()).filter(role -> named.contains(role.name())).collect(Collectors.toCollection(() -> EnumSet.noneOf(PractitionerRole.class)));
    }

    private static String inWords(Set<PractitionerRole> roles) {
        return roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT).replace('_', ' ')).collect(Collectors.joining(" and "));
    }
}
