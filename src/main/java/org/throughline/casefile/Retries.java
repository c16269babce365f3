package org.throughline.casefile;

import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tries an act again, from outside its transaction, when the database gave way to somebody else's. At most three times. Inside a transaction, such as that
 * of a request that must have its effect once, it is tried once: whoever began the transaction tries again.
 */
public final class Retries {

    private static final int ATTEMPTS = 3;

    private Retries() {}

    /**
     * @param act opens its own transaction
     * @throws PessimisticLockingFailureException when the third attempt had to give way too
     */
    public static <T> T of(Supplier<T> act) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return act.get();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return act.get();
            } catch (PessimisticLockingFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
