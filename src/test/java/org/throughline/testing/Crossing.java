package org.throughline.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Acts of several people, or of several nodes, that begin at the same moment. */
public final class Crossing {

    private static final int LONGEST = 60;

    private Crossing() {}

    /** Runs them at once, each in a thread of its own. @return what each of them answered, in their order */
    public static <T> List<T> of(List<Callable<T>> acts) throws Exception {
        CyclicBarrier together = new CyclicBarrier(acts.size());
        ExecutorService threads = Executors.newFixedThreadPool(acts.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> act : acts) {
                running.add(threads.submit(() -> {
                    together.await(LONGEST, TimeUnit.SECONDS);
                    return act.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : running) {
                answers.add(answer.get(LONGEST, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    /** As {@link #of}: null for each that succeeded, else what it was told. */
    public static List<Exception> refusals(List<Callable<?>> acts) throws Exception {
        List<Callable<Optional<Exception>>> tried = new ArrayList<>();
        for (Callable<?> act : acts) {
            tried.add(() -> {
                try {
                    act.call();
                    return Optional.empty();
                } catch (Exception refused) {
                    return Optional.of(refused);
                }
            });
        }
        List<Exception> told = new ArrayList<>();
        of(tried).forEach(answer -> told.add(answer.orElse(null)));
        return told;
    }
}
