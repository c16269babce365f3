package org.throughline.standalone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.core.env.Environment;

/** The embedded default shows its demo people's passwords to whoever reaches it, so nobody else may reach it. */
final class OnlyThisMachine {

    private OnlyThisMachine() {}

    /** @throws StartRefused where an address is set that others reach; no address at all is set by the default itself */
    static void check(Environment environment) {
        for (String property : List.of("server.address", "management.server.address")) {
            String address = environment.getProperty(property);
            if (address != null && !isThisMachine(address)) {
                throw new StartRefused("Without a database server of your own Throughline is a demonstration that shows its passwords, and listens to this machine alone: leave --"
                        + property + " out, or set spring.datasource.url (operations.md).");
            }
        }
    }

    private static boolean isThisMachine(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
