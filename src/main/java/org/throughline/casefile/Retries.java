package org.throughline.casefile;

import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;

/** Tries an act again, from outside its transaction, when the database gave way to somebody else's. At most three times. */
public final class Retries {

    private static final int ATTEMPTS = 3;

    private Retries() {}

    /**
     * @param act opens its own transaction
     * @throws PessimisticLockingFailureException when the third attempt had to give way too
     */
    public static <T> T of(Supplier<T> act) {
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
