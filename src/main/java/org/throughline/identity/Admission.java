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
 * make somebody a manager. And it must be the login that came in first under this user name: whoever was given another one's name in the realm is not
 * that one. Whoever is refused can do nothing at all.
 */
@Component
@Profile(SignInMethod.KEYCLOAK)
class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Organisation organisation;
    private final ClosedLogins closed;
    private final RefusedSignIns refused;
    private final LoginBindings bindings;
    private final CockpitReaders cockpitReaders;

    Admission(Organisation organisation, ClosedLogins closed, RefusedSignIns refused, LoginBindings bindings, CockpitReaders cockpitReaders) {
        this.organisation = organisation;
        this.closed = closed;
        this.refused = refused;
        this.bindings = bindings;
        this.cockpitReaders = cockpitReaders;
    }

    /** Somebody has just signed in at Keycloak: a login that was closed is open again. As {@link #bearer} else. */
    List<String> signedIn(String username, String subject, Collection<String> realmRoles) {
        List<String> groups = admit(username, subject, realmRoles);
        organisation.find(username).filter(person -> !person.canLogIn()).ifPresent(person -> closed.open(person.id()));
        return groups;
    }

    /** Somebody shows a token, which may be older than the closing of the login. */
    List<String> bearer(String username, String subject, Collection<String> realmRoles) {
        List<String> groups = admit(username, subject, realmRoles);
        if (organisation.find(username).filter(Practitioner::canLogIn).isEmpty()) {
            throw new RefusedSignIn(RefusedSignIn.Reason.CLOSED, "This login has been closed in Keycloak. If that is a mistake, sign in there again.");
        }
        return groups;
    }

    /**
     * @param subject    what the realm calls this login for ever
     * @param realmRoles the token's roles; names that are none of ours do not matter
     * @return the groups of {@link Accounts} this person is in
     * @throws RefusedSignIn with the reason, which is an alarm until it is put right
     */
    private List<String> admit(String username, String subject, Collection<String> realmRoles) {
        if (username == null || username.isBlank() || subject == null || subject.isBlank()) {
            throw refuse(username == null || username.isBlank() ? "(no user name)" : username, subject, RefusedSignIn.Reason.INCOMPLETE, "Keycloak did not say who you are: your "
                    + (username == null || username.isBlank() ? "user name (preferred_username)" : "login's own id (sub)") + " is missing in what it sent.");
        }
        Practitioner person = organisation.find(username).filter(Practitioner::active).filter(found -> found.canLogIn() || closed.isClosed(found.id()))
                .orElseThrow(() -> refuse(username, subject, RefusedSignIn.Reason.NOT_ENTERED,
                        "You are known to Keycloak as " + username + ", but nobody who may sign in is entered here with that user name."));
        Set<PractitionerRole> roles = known(realmRoles);
        if (!roles.equals(Set.of(person.role()))) {
            throw refuse(username, subject, RefusedSignIn.Reason.ROLES_DIFFER, "Keycloak says that you are " + (roles.isEmpty() ? "nothing that is known here" : inWords(roles))
                    + "; the organisation has you as " + inWords(Set.of(person.role())) + ". Both must say the same.");
        }
        if (!bindings.isOf(person.id(), subject)) {
            throw refuse(username, subject, RefusedSignIn.Reason.OTHER_LOGIN, "You signed in at Keycloak as " + username
                    + ", but with another login than the one that this person has come in with, or with one that was somebody else's here.");
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

    private RefusedSignIn refuse(String username, String subject, RefusedSignIn.Reason reason, String sentence) {
        refused.note(username, subject, reason);
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
