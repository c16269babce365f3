package org.throughline.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryCount;
import net.ttddyy.dsproxy.QueryCountHolder;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * Counts the SQL statements of the application, the engine's included, on the thread that asks. Counts repeat exactly; times do not. Where nobody
 * counts, nothing stands between the application and its pool: listening to every statement of a build takes a seventh of its processor time.
 */
@Component
public final class CountedStatements implements BeanPostProcessor {

    private static final ThreadLocal<List<QueryInfo>> SENT = new ThreadLocal<>();
    private static final ThreadLocal<Boolean> LISTENS = ThreadLocal.withInitial(() -> false);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Heard(source, listening(name, source)) : bean;
    }

    private static DataSource listening(String name, DataSource source) {
        return ProxyDataSourceBuilder.create(name, source).countQuery().afterQuery((execution, queries) -> {
            if (SENT.get() != null) {
                SENT.get().addAll(queries);
            }
        }).build();
    }

    /** Hands a connection that is listened to only to a thread that counts. */
    private static final class Heard extends DelegatingDataSource {

        private final DataSource listening;

        Heard(DataSource source, DataSource listening) {
            super(source);
            this.listening = listening;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return LISTENS.get() ? listening.getConnection() : super.getConnection();
        }
    }

    /** The statements that this act sends, with their parameters. */
    public static List<QueryInfo> sentBy(Callable<?> act) {
        SENT.set(new ArrayList<>());
        LISTENS.set(true);
        try {
            act.call();
            return SENT.get();
        } catch (Exception e) {
            throw new AssertionError("The act that was to be listened to failed", e);
        } finally {
            LISTENS.remove();
            SENT.remove();
        }
    }

    /** How many statements this act sends. */
    public static long of(Callable<?> act) {
        QueryCountHolder.clear();
        LISTENS.set(true);
        try {
            act.call();
        } catch (Exception e) {
            throw new AssertionError("The act that was to be counted failed", e);
        } finally {
            LISTENS.remove();
        }
        QueryCount count = QueryCountHolder.getGrandTotal();
        return count.getTotal();
    }
}
