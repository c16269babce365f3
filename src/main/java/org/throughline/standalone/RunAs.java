package org.throughline.standalone;

import java.util.ArrayList;
import java.util.List;

/** PostgreSQL refuses to run as root: the ways in which its programs can be started. */
public enum RunAs {

    /** As the person who started the application. */
    DIRECT,

    /** As root of the machine, in a user namespace in which that root is nobody; files stay where and whose they are. */
    USER_NAMESPACE,

    /** As another user of the machine, who must be able to enter every directory on the way. */
    OTHER_USER;

    private static final List<String> CANDIDATES = List.of("postgres", "nobody");

    /** What this machine allows to the present user, the least demanding way first. */
    static RunAs available() {
        if (!isRoot()) {
            return DIRECT;
        }
        return Programs.succeeds("unshare", "-U", "id", "-un") ? USER_NAMESPACE : OTHER_USER;
    }

    static boolean isRoot() {
        return !Platform.isWindows() && Programs.output("id", "-u").equals("0");
    }

    /** The user to drop to: one made for PostgreSQL if there is one. */
    static String otherUser() {
        return CANDIDATES.stream()
                .filter(name -> Programs.succeeds("id", "-u", name))
                .findFirst()
                .orElseThrow(() -> new StartRefused("PostgreSQL does not run as root, and this machine has neither user"
                        + " namespaces nor a user called postgres or nobody: start the application as an ordinary user."));
    }

    String described(String user) {
        return switch (this) {
            case DIRECT -> "by an ordinary user";
            case USER_NAMESPACE -> "by root in a user namespace";
            case OTHER_USER -> "by root through the user " + user;
        };
    }

    List<String> command(String user, List<String> command) {
        List<String> all = new ArrayList<>(prefix(user));
        all.addAll(command);
        return all;
    }

    private List<String> prefix(String user) {
        return switch (this) {
            case DIRECT -> List.of();
            case USER_NAMESPACE -> List.of("unshare", "-U");
            case OTHER_USER -> Programs.succeeds("setpriv", "--version")
                    ? List.of("setpriv", "--reuid=" + user, "--regid=" + Programs.output("id", "-g", user), "--clear-groups")
                    : List.of("runuser", "-u", user, "--");
        };
    }
}
