package org.throughline.handover;

/** Kinds of handover (practice-rules 2.1). */
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
    TEMPORARY_COVER("temporary cover"),
    FIRST_WORKER("first worker of a case file, who reads what the family has behind it");

    private final String inWords;

    HandoverType(String inWords) {
        this.inWords = inWords;
    }

    public String inWords() {
        return inWords;
    }
}
