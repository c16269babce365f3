package org.throughline.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.TimeZone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Finds out at once what would otherwise stop the start halfway. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class StartChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(StartChecks.class);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        checkZone();
        checkPort(context.getEnvironment());
        LOG.info("Making or checking the tables, then starting the workflow engine (10 to 60 seconds) ...");
    }

    /** The engine stores times without a zone; another zone than UTC would move every deadline. */
    private static void checkZone() {
        if (TimeZone.getDefault().getRawOffset() != 0 || TimeZone.getDefault().useDaylightTime()) {
            throw new StartRefused("The time zone of the Java process must be UTC but is " + TimeZone.getDefault().getID()
                    + ": start it with -Duser.timezone=UTC.");
        }
    }

    private static void checkPort(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 8080);
        String address = environment.getProperty("server.address");
        if (port <= 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
        } catch (BindException taken) {
            throw new StartRefused("Port " + port + " cannot be used (" + taken.getMessage() + "): stop the program that uses it, or"
                    + " start with another one, for example --server.port=" + (port + 1) + ".", taken);
        } catch (IOException other) {
            throw new StartRefused("Port " + port + " cannot be used: " + other.getMessage() + ".", other);
        }
    }
}
