package org.throughline.workflow;

import java.time.Instant;

/**
 * Who a waiting task is with.
 *
 * @param assignee user name of the one who does it; they alone may complete it
 * @param owner    user name of the one who answers for it and may see it, usually the assignee's supervisor; null if nobody
 * @param dueAt    the moment by which it must be done
 */
public record Waiting(String assignee, String owner, Instant dueAt) {}
