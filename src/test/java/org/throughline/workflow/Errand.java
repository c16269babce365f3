package org.throughline.workflow;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.Refusal;

/** The smallest guarded process: two steps, each asked of someone, with an aggregate that lives in memory. For tests of the workflow module alone. */
@Component
@ProcessBean(expressions = {"${errand}", "${errand.dueAt()}"})
public class Errand implements GuardedProcess, JavaDelegate {

    private final Clock clock;
    private final ObjectProvider<RuntimeService> runtime;
    private final ObjectProvider<AsApplication> application;
    private final ObjectProvider<TransactionTemplate> transactions;
    private final Map<String, String> step = new ConcurrentHashMap<>();
    private final Map<String, String> doneBy = new ConcurrentHashMap<>();
    private final ThreadLocal<Set<String>> leaving = ThreadLocal.withInitial(Set::of);
    private final List<String> reminded = new ArrayList<>();

    Errand(Clock clock, ObjectProvider<RuntimeService> runtime, ObjectProvider<AsApplication> application, ObjectProvider<TransactionTemplate> transactions) {
        this.clock = clock;
        this.runtime = runtime;
        this.application = application;
        this.transactions = transactions;
    }

    /** The domain's own way in: makes the aggregate and starts the process in one transaction. */
    public String begin(String worker, String supervisor) {
        String key = UUID.randomUUID().toString();
        inTransactionLeaving(key, () -> application.getObject().run(() -> runtime.getObject()
                .startProcessInstanceByKey("test-errand", key, Map.of("worker", worker, "supervisor", supervisor))));
        return key;
    }

    /** The domain's own way out. */
    public void withdraw(String key) {
        inTransactionLeaving(key, () -> application.getObject().run(() -> runtime.getObject().createMessageCorrelation("errand-withdrawn")
                .processInstanceBusinessKey(key).correlate()));
    }

    private void inTransactionLeaving(String key, Runnable act) {
        leaving.set(Set.of(key));
        try {
            transactions.getObject().executeWithoutResult(tx -> act.run());
        } finally {
            leaving.remove();
        }
    }

    public Date dueAt() {
        return Date.from(due());
    }

    private Instant due() {
        return clock.instant().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    }

    public List<String> reminded() {
        return List.copyOf(reminded);
    }

    @Override
    public void execute(DelegateExecution execution) {
        reminded.add(execution.getProcessBusinessKey());
    }

    @Override
    public String processKey() {
        return "test-errand";
    }

    @Override
    public Waiting taskWaits(GuardedTask task) {
        Map<String, Object> variables = application.getObject().call(() -> runtime.getObject().getVariables(task.processInstanceId()));
        String worker = (String) variables.get("worker");
        String supervisor = (String) variables.get("supervisor");
        boolean first = task.taskKey().equals("Task_FirstStep");
        return first ? new Waiting(worker, supervisor, due()) : new Waiting(supervisor, worker, due());
    }

    @Override
    public Map<String, Object> taskCompletes(GuardedTask task, Map<String, Object> submitted) {
        if ("not-ready".equals(submitted.get("outcome"))) {
            throw new Refusal("3 things are still missing.", "not-ready");
        }
        String already = step.putIfAbsent(task.businessKey() + task.taskKey(), task.actingUser());
        if (already != null) {
            throw new Refusal("Already done by " + already + ".", "already-done");
        }
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status != STATUS_COMMITTED) {
                        step.remove(task.businessKey() + task.taskKey());
                    }
                }
            });
        }
        doneBy.put(task.businessKey() + task.taskKey(), task.actingUser());
        return Map.of("agreed", !"no".equals(submitted.get("outcome")));
    }

    @Override
    public boolean mayLeave(GuardedTask task) {
        return leaving.get().contains(task.businessKey());
    }

    @Override
    public boolean mayStart(String businessKey, Map<String, Object> variables) {
        return businessKey != null && leaving.get().contains(businessKey);
    }

    @Override
    public Optional<String> whyGone(String taskKey, String businessKey) {
        return Optional.ofNullable(doneBy.get(businessKey + taskKey)).map(who -> "Already done by " + who + ".");
    }

    @Override
    public Set<String> allowedVariables() {
        return Set.of("outcome", "draftVersion");
    }
}
