package org.throughline.workflow;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Service;

/**
 * Sign-in accounts of people, where no identity provider holds them. Who someone is in the organisation is not decided here.
 *
 * <p>Two groups: {@value #WORKERS} (everyone who signs in) and {@value #ADMINISTRATORS}. A third, {@value #MANAGERS}, is
 * given or taken at each sign-in.
 */
@Service
public class Accounts {

    /** Everyone who signs in. */
    public static final String WORKERS = "workers";

    /** Those who look after the application: Cockpit, Admin, deployments, imports. */
    public static final String ADMINISTRATORS = "camunda-admin";

    /** Those who look at Cockpit and change nothing there. */
    public static final String MANAGERS = "managers";

    /** User names that the engine takes: as personnel offices make them, and nothing that means something in a path or an expression. */
    static final String USERNAME = "[A-Za-z0-9][A-Za-z0-9._@+-]{0,254}";

    private final IdentityService identity;
    private final AsApplication application;

    Accounts(IdentityService identity, AsApplication application) {
        this.identity = identity;
        this.application = application;
    }

    /** Makes the account or sets its names, password and groups. The password is kept as a salted hash only. */
    public void set(String username, String givenName, String familyName, String password, boolean administrator) {
        application.run(() -> {
            User user = identity.createUserQuery().userId(username).singleResult();
            if (user == null) {
                user = identity.newUser(username);
            }
            user.setFirstName(givenName);
            user.setLastName(familyName);
            user.setPassword(password);
            identity.saveUser(user);
            member(username, WORKERS, true);
            member(username, ADMINISTRATORS, administrator);
        });
    }

    /**
     * Enters somebody whom an identity provider knows, for the webapps' search of people and their groups. Such an account has a password that nobody
     * knows. Written only where something has changed; a user name that the engine does not take is left out, and cannot be searched for.
     */
    public void enter(String username, String givenName, String familyName, boolean administrator) {
        if (!username.matches(USERNAME)) {
            return;
        }
        application.run(() -> {
            User user = identity.createUserQuery().userId(username).singleResult();
            if (user == null || !givenName.equals(user.getFirstName()) || !familyName.equals(user.getLastName())) {
                if (user == null) {
                    user = identity.newUser(username);
                    user.setPassword(nobodyKnows());
                }
                user.setFirstName(givenName);
                user.setLastName(familyName);
                identity.saveUser(user);
            }
            member(username, WORKERS, true);
            member(username, ADMINISTRATORS, administrator);
        });
    }

    /** Whether anybody has the account of an administrator: while nobody does, the webapps show everybody the way to a set-up that is shut. */
    public boolean anybodyAdministers() {
        return application.call(() -> identity.createUserQuery().memberOfGroup(ADMINISTRATORS).count()) > 0;
    }

    /** Who has an account. */
    public Set<String> usernames() {
        return application.call(() -> identity.createUserQuery().list().stream().map(User::getId).collect(Collectors.toSet()));
    }

    private static String nobodyKnows() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    /** Whether this account looks at Cockpit; written only where it has changed. */
    public void readsCockpit(String username, boolean reads) {
        if (!username.matches(USERNAME)) {
            return;
        }
        application.run(() -> member(username, MANAGERS, reads));
    }

    /** Takes away all accounts but those named; for a demo that starts again. */
    public void removeAllBut(List<String> usernames) {
        application.run(() -> identity.createUserQuery().list().stream().map(User::getId).filter(id -> !usernames.contains(id)).forEach(identity::deleteUser));
    }

    /** The groups of an account. */
    public List<String> groupsOf(String username) {
        return application.call(() -> identity.createGroupQuery().groupMember(username).list().stream().map(Group::getId).toList());
    }

    private void member(String username, String group, boolean wanted) {
        boolean is = groupsOf(username).contains(group);
        if (wanted && !is) {
            identity.createMembership(username, group);
        } else if (!wanted && is) {
            identity.deleteMembership(username, group);
        }
    }
}
