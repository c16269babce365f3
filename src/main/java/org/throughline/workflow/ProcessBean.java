package org.throughline.workflow;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean that models may name in an expression; every other bean is invisible to them. What it offers is public methods with ids,
 * dates and routing facts, nothing else.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProcessBean {

    /**
     * The exact expressions with this bean that a model may use, such as {@code ${obligationTimer.dueAt(task)}} or
     * {@code ${escalate}} for a delegate. A model with any other is refused at its deployment.
     */
    String[] expressions();
}
