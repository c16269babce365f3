package org.throughline.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application on a free port and on the run's database, as the application's role. All tests with it share one context, so
 * add neither properties nor replaced beans. Inject {@code Clock} or use {@link TestClock#get()}; inject {@link OwnerDatabase} for
 * attacks. Jobs run only when the test executes them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestContext.class)
@ExtendWith({ResetClock.class, OwnEngine.class})
public @interface ThroughlineTest {}
