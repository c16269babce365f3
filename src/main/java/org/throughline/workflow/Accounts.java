package org.throughline.workflow;

import java.util.List;
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

    /** Whether this account looks at Cockpit; written only where it has changed. */
    public void readsCockpit(String username, boolean reads) {
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
