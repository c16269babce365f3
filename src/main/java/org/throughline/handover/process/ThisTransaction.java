package org.throughline.handover.process;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Which handovers our own service began, or took away from their step, in the running transaction; forgotten when it ends. */
@Component
class ThisTransaction {

    private enum What { BEGAN, LEFT }

    void began(UUID handover) {
        mark(What.BEGAN, handover);
    }

    boolean hasBegun(UUID handover) {
        return marked(What.BEGAN).contains(handover);
    }

    void left(UUID handover) {
        mark(What.LEFT, handover);
    }

    boolean hasLeft(UUID handover) {
        return marked(What.LEFT).contains(handover);
    }

    private void mark(What what, UUID handover) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("A handover changes only inside a transaction");
        }
        Set<UUID> marked = marked(what);
        if (marked.isEmpty()) {
            Object key = key(what);
            TransactionSynchronizationManager.bindResource(key, marked);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void suspend() {
                    TransactionSynchronizationManager.unbindResourceIfPossible(key);
                }

                @Override
                public void resume() {
                    TransactionSynchronizationManager.bindResource(key, marked);
                }

                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(key);
                }
            });
        }
        marked.add(handover);
    }

    @SuppressWarnings("unchecked")
    private static Set<UUID> marked(What what) {
        Object marked = TransactionSynchronizationManager.getResource(key(what));
        return marked == null ? new HashSet<>() : (Set<UUID>) marked;
    }

    private static Object key(What what) {
        return ThisTransaction.class.getName() + "." + what;
    }
}
