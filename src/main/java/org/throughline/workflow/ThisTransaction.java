package org.throughline.workflow;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Which aggregates our own services began, or took away from their step, in the running transaction; forgotten when it ends. What a
 * guard asks before an instance starts or a task vanishes.
 */
@Component
public class ThisTransaction {

    private enum What { BEGAN, LEFT }

    public void began(UUID aggregate) {
        mark(What.BEGAN, aggregate);
    }

    public boolean hasBegun(UUID aggregate) {
        return marked(What.BEGAN).contains(aggregate);
    }

    public void left(UUID aggregate) {
        mark(What.LEFT, aggregate);
    }

    public boolean hasLeft(UUID aggregate) {
        return marked(What.LEFT).contains(aggregate);
    }

    private void mark(What what, UUID aggregate) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("An aggregate changes only inside a transaction");
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
        marked.add(aggregate);
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
