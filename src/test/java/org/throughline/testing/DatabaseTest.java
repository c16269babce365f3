package org.throughline.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The migrated database without Spring. Constructors and test methods may ask for a {@code JdbcClient} or {@code DataSource} (as the
 * application's role), an {@link OwnerDatabase} or the {@link TestDatabase}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith({DatabaseParameters.class, ResetClock.class})
public @interface DatabaseTest {}
