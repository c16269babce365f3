package org.throughline.walk;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * What every walk has: the running application, one headless Chromium of the machine's own for all of them in which each person stays signed in, and
 * the findings on its screens, which must be none at its end.
 */
@Timeout(900)
abstract class Walk {

    /** How long a screen may take on a machine that does much else; nothing waits longer than it must. */
    static final double PATIENCE_MILLIS = 60_000;

    /** RR3, in words a second: as delivered, and where a walk is not about the time that reading takes. */
    static final int AS_DELIVERED = 10;
    static final int FASTER_THAN_ANYBODY = 100_000;

    final Findings findings = new Findings();

    @BeforeAll
    static void openBrowser() {
        RunningThroughline.get();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void nothingIsWrongOnAnyScreen() {
        findings.mustBeNone();
    }

    Visitor signIn(String username) {
        return Visitor.signedIn(findings, username);
    }

    Visitor stranger() {
        return Visitor.stranger(findings);
    }

    static LocalDate today() {
        return LocalDate.now(Clock.system(ZoneId.of("Europe/London")));
    }
}
