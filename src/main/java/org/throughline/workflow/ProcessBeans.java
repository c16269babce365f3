package org.throughline.workflow;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/** The beans that models may name, and the exact expressions allowed with them; see {@link ProcessBean}. */
@Component
public class ProcessBeans {

    private final ConfigurableListableBeanFactory factory;
    private volatile Map<String, Set<String>> expressionsByBean;

    ProcessBeans(ConfigurableListableBeanFactory factory) {
        this.factory = factory;
    }

    /** Every expression with a bean that a model may use, exactly as it must be written. */
    public Set<String> expressions() {
        Set<String> all = new TreeSet<>();
        expressionsByBean().values().forEach(all::addAll);
        return all;
    }

    boolean has(String name) {
        return expressionsByBean().containsKey(name);
    }

    Object named(String name) {
        return factory.getBean(name);
    }

    boolean isOne(Object object) {
        return expressionsByBean().keySet().stream().anyMatch(name -> factory.getBean(name) == object);
    }

    private Map<String, Set<String>> expressionsByBean() {
        Map<String, Set<String>> known = expressionsByBean;
        if (known == null) {
            known = new TreeMap<>();
            // by definition, not by instance: the beans need the engine that needs this
            for (String name : factory.getBeanNamesForAnnotation(ProcessBean.class)) {
                known.put(name, Set.of(factory.findAnnotationOnBean(name, ProcessBean.class).expressions()));
            }
            expressionsByBean = known;
        }
        return known;
    }
}
