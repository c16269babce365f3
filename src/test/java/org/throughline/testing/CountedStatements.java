package org.throughline.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryCount;
import net.ttddyy.dsproxy.QueryCountHolder;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Counts the SQL statements of the application, the engine's included, on the thread that asks. Counts repeat exactly; times do not. */
@Component
public final class CountedStatements implements BeanPostProcessor {

    private static final ThreadLocal<List<QueryInfo>> SENT = new ThreadLocal<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? ProxyDataSourceBuilder.create(name, source).countQuery()
                .afterQuery((execution, queries) -> {
                    if (SENT.get() != null) {
                        SENT.get().addAll(queries);
                    }
                }).build() : bean;
    }

    /** The statements that this act sends, with their parameters. */
    public static List<QueryInfo> sentBy(Callable<?> act) {
        SENT.set(new ArrayList<>());
        try {
            act.call();
            return SENT.get();
        } catch (Exception e) {
            throw new AssertionError("The act that was to be listened to failed", e);
        } finally {
            SENT.remove();
        }
    }

    /** How many statements this act sends. */
    public static long of(Callable<?> act) {
        QueryCountHolder.clear();
        try {
            act.call();
        } catch (Exception e) {
            throw new AssertionError("The act that was to be counted failed", e);
        }
        QueryCount count = QueryCountHolder.getGrandTotal();
        return count.getTotal();
    }
}
