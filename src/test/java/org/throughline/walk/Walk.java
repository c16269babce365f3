package org.throughline.walk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * What every walk has: the running application, one headless Chromium of the machine's own for all of them, and the findings on its screens, which
 * must be none at its end.
 */
@Timeout(900)
abstract class Walk {

    /** How long a screen may take on a machine that does much else; nothing waits longer than it must. */
    static final double PATIENCE_MILLIS = 60_000;

    /** RR3, in words a second: as delivered, and where a walk is not about the time that reading takes. */
    static final int AS_DELIVERED = 10;
    static final int FASTER_THAN_ANYBODY = 100_000;

    private static final List<String> QUIET = List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking");

    private static Browser browser;

    final Findings findings = new Findings();

    @BeforeAll
    static void openBrowser() {
        RunningThroughline.get();
        if (browser == null) {
            Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium")).setArgs(QUIET));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        }
    }

    @AfterEach
    void nothingIsWrongOnAnyScreen() {
        findings.mustBeNone();
    }

    Visitor signIn(String username) {
        return Visitor.signedIn(browser, findings, username);
    }

    Visitor stranger() {
        return Visitor.stranger(browser, findings);
    }

    static LocalDate today() {
        return LocalDate.now(Clock.system(ZoneId.of("Europe/London")));
    }
}
