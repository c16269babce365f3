package org.throughline.handover;

import org.throughline.casefile.Responsibility;

/** Kinds of handover (practice-rules 2.1). Temporary cover and co-working share the work and move no responsibility; reading and signature are the same. */
public enum HandoverType {
    WORKER_SAME_TEAM("new worker, same team"),
    TEAM_TO_TEAM("from team to team"),
    STEP_UP("step up"),
    STEP_DOWN("step down"),
    LA_TO_LA("from one local authority to another"),
    AGENCY_INTERNAL("inside a partner agency"),
    AGENCY_TO_AGENCY("from agency to agency"),
    SUPERVISOR_CHANGE("change of supervisor"),
    EMERGENCY_NO_HANDOVER("emergency: nobody can hand over"),
    TEMPORARY_COVER("temporary cover; responsibility stays"),
    CO_WORKING("a second worker beside the responsible one; responsibility stays"),
    FIRST_WORKER("first worker of a case file, who reads what the family has behind it");

    private final String inWords;

    HandoverType(String inWords) {
        this.inWords = inWords;
    }

    public String inWords() {
        return inWords;
    }

    /** How the new worker will be allocated: most take responsibility over. */
    Responsibility gives() {
        return switch (this) {
            case TEMPORARY_COVER -> Responsibility.COVER;
            case CO_WORKING -> Responsibility.CO_WORKING;
            default -> Responsibility.RESPONSIBLE;
        };
    }
}
