package org.throughline.obligation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.throughline.obligation.EngineWatch.Held;
import org.throughline.obligation.EngineWatch.Instance;
import org.throughline.obligation.EngineWatch.Job;
import org.throughline.obligation.EngineWatch.Task;
import org.throughline.obligation.WatchedProcess.Step;

/**
 * Compares what must be waiting with what does wait. Each fault is said once, at its root: where a process is missing, nothing is said of
 * its task and timer; where a model is suspended, nothing of each process of it.
 */
final class Comparison {

    /** The process that climbs what is late; its business key is the obligation. */
    static final String LADDER = "obligation-ladder";

    /** An open obligation. @param nextAt when its next level is told; null before the first */
    record Owed(UUID id, String key, Instant dueAt, int level, Instant nextAt) {

        boolean climbs() {
            return level > 0;
        }

        Instant moment() {
            return climbs() && nextAt != null ? nextAt : dueAt;
        }
    }

    /** How long a due job may not run, how long a node may hold one, and how much is told in one round (WD2, WD3, WD4). */
    record Limits(Duration notRun, Duration held, int inARound) {}

    /** @param climb the obligations that are late and that no living timer will carry to the next level, the most late first */
    record Result(List<Finding> findings, List<UUID> climb) {}

    private final Held held;
    private final Map<String, Owed> owed;
    private final Limits limits;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> suspendedDefinitions;
    private final Set<String> suspendedTimers = new HashSet<>();
    private final Map<String, Instance> instances;
    private final Map<String, List<Task>> tasks;
    private final Map<String, List<Job>> timers;
    private final Map<String, List<Job>> timersOf;
    /** Obligations whose timer is dead, of which something is said already. */
    private final Set<UUID> said = new HashSet<>();

    private Comparison(Held held, List<Owed> owed, Limits limits, Instant now) {
        this.held = held;
        this.owed = owed.stream().collect(Collectors.toMap(Owed::key, Function.identity()));
        this.limits = limits;
        this.now = now;
        this.suspendedDefinitions = new HashSet<>(held.suspendedDefinitions());
        this.instances = held.instances().stream().collect(Collectors.toMap(Instance::id, Function.identity()));
        this.tasks = held.tasks().stream().filter(task -> task.instance() != null).collect(Collectors.groupingBy(Task::instance));
        this.timers = held.jobs().stream().filter(job -> job.timerKind() != null && job.execution() != null).collect(Collectors.groupingBy(Job::execution));
        this.timersOf = held.jobs().stream().filter(job -> job.timerKind() != null && job.instance() != null).collect(Collectors.groupingBy(Job::instance));
    }

    /** @param watched what must wait, by the process's id in the model */
    static Result of(Map<String, List<Step>> watched, Held held, List<Owed> owed, Limits limits, Instant now) {
        Comparison comparison = new Comparison(held, owed, limits, now);
        comparison.models();
        Map<String, List<Instance>> running = held.instances().stream().collect(Collectors.groupingBy(one -> name(one.processKey(), one.businessKey())));
        watched.forEach((process, steps) -> steps.forEach(step -> comparison.step(name(process, step.id().toString()), step,
                running.getOrDefault(name(process, step.id().toString()), List.of()))));
        owed.stream().filter(Owed::climbs).forEach(late -> comparison.ladder(late, running.getOrDefault(name(LADDER, late.id().toString()), List.of())));
        comparison.withoutRecord(watched, running);
        held.jobs().forEach(comparison::job);
        return new Result(comparison.findings, comparison.late(owed));
    }

    private static String name(String process, String businessKey) {
        return process + " " + businessKey;
    }

    private void models() {
        suspendedDefinitions.forEach(definition -> find(AlarmKind.DEFINITION_SUSPENDED, definition, null));
        held.suspendedTimers().stream().filter(kind -> !suspendedDefinitions.contains(kind.definition())).forEach(kind -> {
            suspendedTimers.add(kind.id());
            find(AlarmKind.TIMERS_SUSPENDED, kind.id(), null);
        });
    }

    private void step(String name, Step step, List<Instance> running) {
        Owed due = owed.get(step.obligationKey());
        if (running.size() != 1) {
            say(running.isEmpty() ? AlarmKind.INSTANCE_MISSING : AlarmKind.INSTANCE_TWICE, name, null, due);
            return;
        }
        Instance instance = running.get(0);
        if (instance.suspended() && !suspendedDefinitions.contains(instance.definition())) {
            say(AlarmKind.INSTANCE_SUSPENDED, name, instance.id(), due);
        }
        List<Task> waiting = tasks.getOrDefault(instance.id(), List.of());
        List<Task> ours = waiting.stream().filter(task -> task.taskKey().equals(step.taskKey())).toList();
        if (ours.isEmpty()) {
            waiting.forEach(task -> find(AlarmKind.TASK_AT_ANOTHER_STEP, task.id(), instance.id()));
            say(waiting.isEmpty() ? AlarmKind.STEP_WITHOUT_TASK : null, name, instance.id(), due);
            return;
        }
        waiting.stream().filter(task -> task != ours.get(0)).forEach(task -> find(AlarmKind.TASK_WITHOUT_OBLIGATION, task.id(), instance.id()));
        task(ours.get(0), due);
    }

    private void task(Task task, Owed due) {
        if (task.assignee() == null) {
            find(AlarmKind.TASK_WITH_NOBODY, task.id(), task.instance());
        }
        if (due == null) {
            find(AlarmKind.TASK_WITHOUT_OBLIGATION, task.id(), task.instance());
            return;
        }
        if (!same(task.dueAt(), due.dueAt())) {
            find(AlarmKind.TASK_DUE_DIFFERS, task.id(), task.instance());
        }
        List<Job> found = timers.getOrDefault(task.execution(), List.of());
        if (found.isEmpty()) {
            if (!due.climbs()) {
                say(AlarmKind.TIMER_MISSING, task.id(), task.instance(), due);
            }
            return;
        }
        timer(found.get(0), due, due.dueAt());
    }

    private void timer(Job timer, Owed due, Instant moment) {
        if (!timer.failed() && !same(timer.dueAt(), moment)) {
            say(AlarmKind.TIMER_DUE_DIFFERS, timer.id(), timer.instance(), due);
        } else if (fault(timer) != null || hidden(timer)) {
            said.add(due.id());
        }
    }

    /** What climbs has one ladder, and on it a timer for the next level; what was answered on lower levels waits beside it without one. */
    private void ladder(Owed late, List<Instance> running) {
        String name = name(LADDER, late.id().toString());
        if (running.size() != 1) {
            say(running.isEmpty() ? AlarmKind.LADDER_MISSING : AlarmKind.INSTANCE_TWICE, name, null, late);
            return;
        }
        Instance instance = running.get(0);
        if (instance.suspended() && !suspendedDefinitions.contains(instance.definition())) {
            say(AlarmKind.INSTANCE_SUSPENDED, name, instance.id(), late);
        }
        tasks.getOrDefault(instance.id(), List.of()).stream().filter(task -> task.assignee() == null)
                .forEach(task -> find(AlarmKind.TASK_WITH_NOBODY, task.id(), instance.id()));
        List<Job> found = timersOf.getOrDefault(instance.id(), List.of());
        if (found.isEmpty()) {
            say(AlarmKind.TIMER_MISSING, name, instance.id(), late);
        } else {
            timer(found.stream().filter(one -> same(one.dueAt(), late.moment())).findFirst().orElse(found.get(0)), late, late.moment());
        }
    }

    private void withoutRecord(Map<String, List<Step>> watched, Map<String, List<Instance>> running) {
        Set<String> known = new HashSet<>();
        watched.forEach((process, steps) -> steps.forEach(step -> known.add(name(process, step.id().toString()))));
        owed.values().forEach(one -> known.add(name(LADDER, one.id().toString())));
        running.forEach((name, found) -> found.stream()
                .filter(instance -> !known.contains(name) && (watched.containsKey(instance.processKey()) || LADDER.equals(instance.processKey())))
                .forEach(instance -> find(AlarmKind.INSTANCE_WITHOUT_RECORD, instance.id(), instance.id())));
    }

    private void job(Job job) {
        AlarmKind fault = fault(job);
        if (fault != null) {
            find(fault, job.id(), job.instance());
        }
    }

    /** What is wrong with a job itself; null where nothing is, or where its process or model is said to be suspended. */
    private AlarmKind fault(Job job) {
        if (job.retries() <= 0) {
            return AlarmKind.JOB_EXHAUSTED;
        }
        if (job.suspended()) {
            return hidden(job) ? null : AlarmKind.JOB_SUSPENDED;
        }
        if (job.lockedUntil() != null) {
            boolean stuck = job.lockedUntil().isBefore(now.minus(limits.held())) || job.lockedUntil().isAfter(now.plus(limits.held()));
            return stuck ? AlarmKind.JOB_LOCKED : null;
        }
        return job.dueAt() != null && job.dueAt().isBefore(now.minus(limits.notRun())) ? AlarmKind.JOB_NOT_RUN : null;
    }

    /** Suspended together with something larger, of which it is said. */
    private boolean hidden(Job job) {
        Instance instance = instances.get(job.instance());
        return job.suspended() && (suspendedDefinitions.contains(job.definition()) || suspendedTimers.contains(job.timerKind())
                || instance != null && instance.suspended());
    }

    /** Of each that no timer tells something is said; where it is more than is told in one round, one alarm says so (MANY_LATE). */
    private List<UUID> late(List<Owed> all) {
        List<Owed> climb = all.stream().filter(one -> one.moment().isBefore(said.contains(one.id()) ? now : now.minus(limits.notRun())))
                .sorted(Comparator.comparing(Owed::moment).thenComparing(Owed::id)).toList();
        if (climb.size() <= limits.inARound()) {
            climb.stream().filter(one -> !said.contains(one.id())).forEach(one -> find(AlarmKind.LATE_AND_NOBODY_TOLD, one.id().toString(), null));
        }
        return climb.stream().map(Owed::id).toList();
    }

    private static boolean same(Instant one, Instant other) {
        return one != null && one.truncatedTo(ChronoUnit.MILLIS).equals(other.truncatedTo(ChronoUnit.MILLIS));
    }

    private void say(AlarmKind kind, String subject, String instance, Owed due) {
        if (kind != null) {
            find(kind, subject, instance);
        }
        if (due != null) {
            said.add(due.id());
        }
    }

    private void find(AlarmKind kind, String subject, String instance) {
        findings.add(new Finding(kind, subject, instance));
    }
}
