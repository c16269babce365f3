package org.throughline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Kills the connection of the application between the writes of an act and its commit: there the act waits for a row that somebody else holds. */
public final class Killed {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Killed() {}

    /**
     * @param act     is killed; whoever did it must be told that it failed
     * @param written the tables to which it must have written by then
     * @param held    the row to which it comes after that, as a statement that locks it, and its values
     */
    public static void halfWay(OwnerDatabase owner, Runnable act, List<String> written, String held, Object... values) throws Exception {
        try (Connection holder = owner.ownerDataSource().getConnection()) {
            holder.setAutoCommit(false);
            hold(holder, held, values);
            CompletableFuture<Throwable> acting = CompletableFuture.supplyAsync(() -> {
                try {
                    act.run();
                    return null;
                } catch (Throwable killed) {
                    return killed;
                }
            });
            int backend = waitsFor(owner, pid(holder), acting);
            assertThat(owner.asSuperuser().sql("select distinct relation::regclass::text from pg_locks where pid = ? and relation is not null and mode = 'RowExclusiveLock'")
                    .params(backend).query(String.class).list()).as("what it has written").containsAll(written);
            assertThat(owner.asSuperuser().sql("select pg_terminate_backend(?, 30000)").params(backend).query(Boolean.class).single()).isTrue();
            holder.rollback();
            assertThat(acting.get(60, TimeUnit.SECONDS)).as("whoever did it is told that it failed").isNotNull();
        }
    }

    private static void hold(Connection holder, String held, Object... values) throws Exception {
        try (PreparedStatement lock = holder.prepareStatement(held)) {
            for (int i = 0; i < values.length; i++) {
                lock.setObject(i + 1, values[i]);
            }
            try (var rows = lock.executeQuery()) {
                assertThat(rows.next()).as("the row that is held").isTrue();
            }
        }
    }

    private static int pid(Connection connection) throws Exception {
        try (var statement = connection.createStatement(); var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int waitsFor(OwnerDatabase owner, int holder, CompletableFuture<?> acting) {
        Instant latest = Instant.now().plus(PATIENCE);
        Optional<Integer> waiting = Optional.empty();
        while (waiting.isEmpty() && !acting.isDone() && Instant.now().isBefore(latest)) {
            waiting = owner.asSuperuser().sql("select pid from pg_stat_activity where ? = any(pg_blocking_pids(pid))").params(holder).query(Integer.class).list().stream().findFirst();
        }
        assertThat(waiting).as("the act waits between its writes and its commit; it has ended with %s", acting.isDone() ? acting.join() : "nothing yet").isPresent();
        return waiting.get();
    }
}
