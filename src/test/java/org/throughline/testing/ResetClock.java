package org.throughline.testing;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** No test leaves its time to the next one. */
final class ResetClock implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        TestClock.get().reset();
        TestDatabase.get().owner().realClock();
    }
}
