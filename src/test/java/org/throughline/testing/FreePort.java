package org.throughline.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that starts later: none of those which the system gives to whoever asks for any, or another lane has it by then. */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int AFTER_THE_LAST = 30_000;
    private static final int TRIES = 100;

    private FreePort() {}

    public static int find() {
        for (int tried = 0; tried < TRIES; tried++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_THE_LAST);
            try (ServerSocket free = new ServerSocket(port)) {
                return free.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException("No port between " + FIRST + " and " + AFTER_THE_LAST + " is free.");
    }
}
