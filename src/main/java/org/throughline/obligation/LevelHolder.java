package org.throughline.obligation;

/** Whom the table {@code obligation-ladder} names for a level (X7, X8); the line of supervision and the agency say who that is. */
public enum LevelHolder {
    OWNER, LINE_SUPERVISOR, TEAM_OR_DUTY_MANAGER, SERVICE_MANAGER, SERVICE_OR_OUT_OF_HOURS_MANAGER, HEAD_OF_SERVICE, DIRECTOR,
    SAFEGUARDING_LEAD, DESIGNATED_PROFESSIONAL, PARTNERSHIP_REPRESENTATIVE,
    /** Above the last level: the highest person who was told is told again. */
    HIGHEST_TOLD;

    /** The office in plain words. */
    public String inWords() {
        return switch (this) {
            case OWNER -> "who owes it";
            case LINE_SUPERVISOR -> "line supervisor";
            case TEAM_OR_DUTY_MANAGER -> "team or duty manager";
            case SERVICE_MANAGER -> "service manager";
            case SERVICE_OR_OUT_OF_HOURS_MANAGER -> "service or out-of-hours manager";
            case HEAD_OF_SERVICE -> "head of service";
            case DIRECTOR -> "director";
            case SAFEGUARDING_LEAD -> "safeguarding lead";
            case DESIGNATED_PROFESSIONAL -> "designated professional";
            case PARTNERSHIP_REPRESENTATIVE -> "partnership representative";
            case HIGHEST_TOLD -> "the highest who was told";
        };
    }
}
