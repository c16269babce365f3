package org.throughline.workflow;

import java.util.List;

/** What the workflow module says of its models to those who run the system. */
public interface StandingModels {

    /**
     * Processes and decisions of which a packaged version waits behind one that an administrator deployed: the two differ, and the packaged one has not been
     * put over it.
     */
    List<String> notReplaced();
}
