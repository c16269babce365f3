package org.throughline.testing;

import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hands the parts of the test database to tests that ask for them. */
final class DatabaseParameters implements ParameterResolver {

    private static final Map<Class<?>, Function<TestDatabase, Object>> PARTS = Map.of(
            JdbcClient.class, TestDatabase::app,
            DataSource.class, TestDatabase::appDataSource,
            OwnerDatabase.class, TestDatabase::owner,
            TestDatabase.class, database -> database);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARTS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return PARTS.get(parameter.getParameter().getType()).apply(TestDatabase.get());
    }
}
