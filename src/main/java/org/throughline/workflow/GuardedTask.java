package org.throughline.workflow;

/**
 * A task as the domain sees it.
 *
 * @param taskKey     the step's id in the model, such as {@code Task_ReadHistory}
 * @param businessKey the id of the aggregate
 * @param actingUser  the user name of the one who acts; null where the engine itself does
 */
public record GuardedTask(String taskId, String taskKey, String businessKey, String processInstanceId, String actingUser) {}
