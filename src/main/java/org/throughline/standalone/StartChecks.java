package org.throughline.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TimeZone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** Finds out at once what would otherwise stop the start halfway. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class StartChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int USUAL_PORT = 8080;
    private static final int MANAGEMENT_PORT = 8081;

    private static final Logger LOG = LoggerFactory.getLogger(StartChecks.class);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        checkZone();
        checkPort(context.getEnvironment(), "server.port", "server.address", USUAL_PORT);
        managementPort(context.getEnvironment());
        checkPort(context.getEnvironment(), "management.server.port", "management.server.address", MANAGEMENT_PORT);
        LOG.info("Making or checking the tables, then starting the workflow engine (10 to 60 seconds) ...");
    }

    /** The engine stores times without a zone; another zone than UTC would move every deadline. */
    private static void checkZone() {
        if (TimeZone.getDefault().getRawOffset() != 0 || TimeZone.getDefault().useDaylightTime()) {
            throw new StartRefused("The time zone of the Java process must be UTC but is " + TimeZone.getDefault().getID()
                    + ": start it with -Duser.timezone=UTC.");
        }
    }

    /** Health and figures stand on a port of their own; where the application takes any free port, they do so too. */
    private static void managementPort(ConfigurableEnvironment environment) {
        boolean anyPort = environment.getProperty("server.port", Integer.class, USUAL_PORT) == 0;
        environment.getPropertySources().addLast(new MapPropertySource("managementPort", Map.of("management.server.port", anyPort ? 0 : MANAGEMENT_PORT)));
    }

    private static void checkPort(Environment environment, String property, String addressProperty, int usual) {
        int port = environment.getProperty(property, Integer.class, usual);
        String address = environment.getProperty(addressProperty);
        if (port <= 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
        } catch (BindException taken) {
            throw new StartRefused("Port " + port + " cannot be used (" + taken.getMessage() + "): stop the program that uses it, or"
                    + " start with another one, for example --" + property + "=" + (port + 1) + ".", taken);
        } catch (IOException other) {
            throw new StartRefused("Port " + port + " cannot be used: " + other.getMessage() + ".", other);
        }
    }
}
