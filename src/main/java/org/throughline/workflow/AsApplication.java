package org.throughline.workflow;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/**
 * Lets a process adapter tell the engine what the domain has decided (start, withdraw, move a due date), whoever is signed in: the
 * domain has checked the right, the engine need not. Never for completing a task.
 */
@Component
public class AsApplication {

    private final IdentityService identity;

    AsApplication(IdentityService identity) {
        this.identity = identity;
    }

    /** Calls the engine without a user; whoever was signed in is so again afterwards. */
    public <T> T call(Supplier<T> engineCall) {
        Authentication signedIn = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return engineCall.get();
        } finally {
            if (signedIn != null) {
                identity.setAuthentication(signedIn);
            }
        }
    }

    /** As {@link #call}, without a result. */
    public void run(Runnable engineCall) {
        call(() -> {
            engineCall.run();
            return null;
        });
    }
}
