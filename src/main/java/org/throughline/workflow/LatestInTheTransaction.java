package org.throughline.workflow;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Which version of a table is the latest, found once in each transaction and forgotten with it; asked every time where there is none. */
final class LatestInTheTransaction implements TransactionSynchronization {

    private final Map<String, String> found = new HashMap<>();

    private LatestInTheTransaction() {}

    static String of(String table, UnaryOperator<String> latest) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return latest.apply(table);
        }
        LatestInTheTransaction here = TransactionSynchronizationManager.getSynchronizations().stream().filter(LatestInTheTransaction.class::isInstance)
                .map(LatestInTheTransaction.class::cast).findFirst().orElseGet(LatestInTheTransaction::registered);
        return here.found.computeIfAbsent(table, latest);
    }

    private static LatestInTheTransaction registered() {
        LatestInTheTransaction here = new LatestInTheTransaction();
        TransactionSynchronizationManager.registerSynchronization(here);
        return here;
    }
}
