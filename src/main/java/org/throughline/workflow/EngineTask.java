package org.throughline.workflow;

import java.time.Instant;

/**
 * A waiting task as people see it; nothing about a family in it.
 *
 * @param businessKey the id of the aggregate it belongs to
 * @param form        the name of its form, such as {@code handover-summary}; null if it has none
 * @param overdue     whether its due moment has passed
 */
public record EngineTask(String id, String key, String name, String processKey, String businessKey, String form, Instant created, Instant due,
        String assignee, String owner, boolean overdue) {

    /** Where its form opens as a full page. */
    public String formPath() {
        return "/work/" + id;
    }
}
