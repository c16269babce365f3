package org.throughline.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A free port of the loopback interface, the same at every start unless somebody else has taken it meanwhile. */
final class KeptPort {

    private KeptPort() {}

    static int in(Path file) throws IOException {
        if (Files.exists(file)) {
            int before = number(Files.readString(file).strip());
            if (before > 0 && isFree(before)) {
                return before;
            }
        }
        int now = anyFree();
        Files.writeString(file, now + "\n");
        return now;
    }

    private static int number(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int anyFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
