package org.throughline.obligation;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What must come after everything else of a transaction, and still in it: an act that fails there takes the whole back. */
public final class LastInTheTransaction {

    private LastInTheTransaction() {}

    public static void run(Runnable act) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                act.run();
            }
        });
    }
}
