package org.throughline.walk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Somebody leaves while a page of theirs is open, and is told so at their next click. */
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class LeftE2E extends Walk {

    @Test
    void whoHasLeftReadsWhyTheirPageIsGoneAndWhomToAsk() {
        try (Visitor toby = signIn("toby")) {
            RunningThroughline.get().hasLeft("toby", true);
            try {
                toby.go("/");
                toby.mustRead("h2", "Your account here has ended");
                toby.mustRead("p", "ask Ada Administrator to put it right");
                toby.look("left");
                toby.page.setViewportSize(360, 740);
                toby.look("left-360px");
            } finally {
                RunningThroughline.get().hasLeft("toby", false);
            }
        }
    }
}
