package org.throughline.standalone;

import java.util.Locale;

/** The archive of PostgreSQL programs that fits this machine. */
final class Platform {

    private Platform() {}

    static boolean isWindows() {
        return osName().startsWith("windows");
    }

    static boolean isLinux() {
        return osName().startsWith("linux");
    }

    static String archive() {
        String system = isWindows() ? "windows" : osName().startsWith("mac") ? "darwin" : "linux";
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String processor = arch.equals("aarch64") || arch.equals("arm64") ? "arm_64" : "x86_64";
        return "/postgres-" + system + "-" + processor + ".txz";
    }

    private static String osName() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
}
