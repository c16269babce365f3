package org.throughline.handover;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.NotFound;

/**
 * Keeps which task of a handover waits, in memory, and asks nothing of who completes one: what is refused here, the services refuse.
 * What a transaction changed counts when it is committed.
 */
final class ProcessAlone implements HandoverProcess, HandoverWalk.Door {

    private record Task(UUID handover, HandoverStep step) {}

    private final HandoverSteps steps;
    private final HandoverRepository repository;
    private final TransactionTemplate transaction;
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final Map<UUID, String> waiting = new ConcurrentHashMap<>();

    ProcessAlone(HandoverSteps steps, HandoverRepository repository, PlatformTransactionManager transactions) {
        this.steps = steps;
        this.repository = repository;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The application's own service, with its transactions, in front of this process instead of the engine's. */
    Handovers services(ApplicationContext application) {
        try (AnnotationConfigApplicationContext beside = new AnnotationConfigApplicationContext()) {
            beside.setParent(application);
            beside.registerBean("processAlone", HandoverProcess.class, () -> this, definition -> definition.setPrimary(true));
            beside.registerBean("handoversAlone", Handovers.class);
            beside.refresh();
            AutowireCapableBeanFactory factory = application.getAutowireCapableBeanFactory();
            return (Handovers) factory.applyBeanPostProcessorsAfterInitialization(beside.getBean("handoversAlone"), "handoversAlone");
        }
    }

    @Override
    public void start(UUID handoverId, UUID casefileId, boolean someoneHandsOver, boolean discussionPossible) {
        waitsNow(handoverId);
    }

    @Override
    public void withdraw(UUID handoverId) {
        afterCommit(() -> waiting.remove(handoverId));
    }

    @Override
    public void moveTo(UUID handoverId, HandoverStep step) {
        waitsNow(handoverId);
    }

    @Override
    public void giveTo(UUID handoverId, String username) {
        steps.waitsAt(handoverId, stepOf(handoverId));
    }

    @Override
    public Optional<String> waitingTask(UUID handoverId) {
        return Optional.ofNullable(waiting.get(handoverId));
    }

    @Override
    public Map<String, UUID> handoversOf(Collection<String> taskIds) {
        Map<String, UUID> found = new HashMap<>();
        taskIds.stream().filter(waiting::containsValue).forEach(id -> found.put(id, tasks.get(id).handover()));
        return found;
    }

    /** The step at which the waiting task stands. */
    Optional<HandoverStep> waitsAt(UUID handoverId) {
        return waitingTask(handoverId).map(tasks::get).map(Task::step);
    }

    @Override
    public void complete(String username, String taskId, Map<String, Object> variables) {
        Task task = Optional.ofNullable(tasks.get(taskId)).orElseThrow(NotFound::new);
        transaction.executeWithoutResult(status -> {
            steps.complete(task.handover(), task.step(), username, (Integer) variables.get("draftVersion"), (String) variables.get("outcome"));
            if (stepOf(task.handover()) == HandoverStep.ENDED) {
                withdraw(task.handover());
            } else {
                waitsNow(task.handover());
            }
        });
    }

    /** A task is made only where the record says that the handover waits, and until when. */
    private void waitsNow(UUID handoverId) {
        HandoverStep step = stepOf(handoverId);
        steps.waitsAt(handoverId, step);
        String id = UUID.randomUUID().toString();
        afterCommit(() -> {
            tasks.put(id, new Task(handoverId, step));
            waiting.put(handoverId, id);
        });
    }

    private HandoverStep stepOf(UUID handoverId) {
        return repository.findById(handoverId).orElseThrow().step();
    }

    private static void afterCommit(Runnable change) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                change.run();
            }
        });
    }
}
