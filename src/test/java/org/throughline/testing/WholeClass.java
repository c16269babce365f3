package org.throughline.testing;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Judges what all tests of a class did together; nothing where only some of them ran, or one failed. */
abstract class WholeClass implements AfterTestExecutionCallback, AfterAllCallback {

    private final Set<String> passed = new HashSet<>();

    /** Fails where something was left out. */
    abstract void judge();

    @Override
    public final void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            passed.add(context.getRequiredTestMethod().getName());
        } else {
            passed.add("a failed one");
        }
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        Set<String> all = new HashSet<>();
        Stream.of(context.getRequiredTestClass().getDeclaredMethods()).filter(method -> AnnotationSupport.isAnnotated(method, Testable.class)).forEach(method -> all.add(method.getName()));
        if (passed.equals(all)) {
            judge();
        }
    }
}
