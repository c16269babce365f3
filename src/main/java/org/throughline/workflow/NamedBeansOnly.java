package org.throughline.workflow;

import java.util.Date;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.joda.time.DateTime;

/**
 * Comes first: whatever an expression does with an object is refused here unless the object is a bean made for models, or a date that
 * is being moved. So no class, no reflection, no engine services through {@code execution}.
 */
final class NamedBeansOnly extends BeanELResolver {

    private static final Set<String> DATE_METHODS = Set.of("plusMinutes", "plusHours", "plusDays", "plusWeeks", "plusMonths", "minusMinutes",
            "minusHours", "minusDays", "minusWeeks", "minusMonths", "withTimeAtStartOfDay", "toDate");

    private final ProcessBeans beans;

    NamedBeansOnly(ProcessBeans beans) {
        super(true);
        this.beans = beans;
    }

    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        if (base != null) {
            throw refused(base, property);
        }
        // a query has no variables: no bean is visible there
        if (context.getContext(VariableScope.class) == null || !beans.has(String.valueOf(property))) {
            return null;
        }
        context.setPropertyResolved(true);
        return beans.named(String.valueOf(property));
    }

    @Override
    public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
        String name = String.valueOf(method);
        if (base instanceof DateTime && DATE_METHODS.contains(name)) {
            return super.invoke(context, base, method, types, arguments);
        }
        if (base != null && beans.isOne(base) && !isOfEveryObject(name)) {
            return super.invoke(context, base, method, types, arguments);
        }
        throw refused(base, method);
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        throw refused(base, property);
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
        if (base != null) {
            throw refused(base, property);
        }
        return null;
    }

    private static boolean isOfEveryObject(String method) {
        for (var each : Object.class.getMethods()) {
            if (each.getName().equals(method)) {
                return true;
            }
        }
        return false;
    }

    private static ELException refused(Object base, Object member) {
        String of = base == null ? "nothing" : base instanceof Date || base instanceof DateTime ? "a date" : base.getClass().getSimpleName();
        return new ELException("An expression may not use \"" + member + "\" of " + of + ".");
    }
}
