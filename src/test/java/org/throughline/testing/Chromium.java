package org.throughline.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The machine's own Chromium without a window: one for all tests of this JVM, started at the first use. */
public final class Chromium {

    private static final List<String> QUIET = List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking");

    private static Browser browser;

    /** Without all that only a window needs, if it is there: a walk takes half the processor's time. */
    private static final Path SHELL = Path.of("/usr/bin/chromium-headless-shell");
    private static final Path WHOLE = Path.of("/usr/bin/chromium");

    private Chromium() {}

    private static Path program() {
        return Files.isExecutable(SHELL) ? SHELL : WHOLE;
    }

    public static synchronized Browser get() {
        if (browser == null) {
            Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(program()).setArgs(QUIET));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        }
        return browser;
    }
}
