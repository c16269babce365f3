package org.throughline.obligation;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What must come after everything else of a transaction, and still in it: an act that fails there takes the whole back. What such an act itself asks to
 * come last is done at once: the transaction hears of nothing new any more while it closes.
 */
public final class LastInTheTransaction {

    private static final ThreadLocal<Boolean> CLOSING = ThreadLocal.withInitial(() -> false);

    private LastInTheTransaction() {}

    /** @throws IllegalStateException where no transaction is open */
    public static void run(Runnable act) {
        if (CLOSING.get()) {
            act.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                CLOSING.set(true);
                try {
                    act.run();
                } finally {
                    CLOSING.remove();
                }
            }
        });
    }
}
