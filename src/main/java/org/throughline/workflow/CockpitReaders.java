package org.throughline.workflow;

/** Who may look at Cockpit without running the system. Answered at each sign-in by the module that knows who answers for whom. */
public interface CockpitReaders {

    boolean reads(String username);
}
