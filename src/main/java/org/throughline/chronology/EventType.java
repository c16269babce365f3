package org.throughline.chronology;

/** The significant event types (practice-rules 3.3; the code is the id). A test compares them with the table {@code event_type}. */
public enum EventType {

    BIRTH(Intervention.NO, false),
    DEATH(Intervention.NO, true),
    PREGNANCY_BOOKED(Intervention.NO, false),
    PREGNANCY_CONCEALED(Intervention.NO, true),
    NEW_PARTNER(Intervention.NO, false),
    SEPARATION(Intervention.NO, false),
    HOUSEHOLD_CHANGE(Intervention.NO, false),
    ADDRESS_MOVE(Intervention.NO, false),
    NEW_TENANCY(Intervention.NO, false),
    HOMELESS(Intervention.NO, false),
    CARE_CHANGE(Intervention.NO, true),
    MISSING(Intervention.NO, false),
    CONTACT(Intervention.WHEN_MADE_BY_WORKER, false),
    REFERRAL(Intervention.NO, false),
    ASSESSMENT(Intervention.YES, false),
    STRATEGY_DISCUSSION(Intervention.NO, false),
    SECTION_47(Intervention.YES, true),
    CONFERENCE(Intervention.NO, true),
    PLAN_START(Intervention.YES, false),
    PLAN_END(Intervention.YES, false),
    EARLY_HELP(Intervention.NO, false),
    LEGAL_STEP(Intervention.YES, true),
    WORKER_CHANGE(Intervention.NO, false),
    CASE_CLOSURE(Intervention.YES, false),
    AGREEMENT_MADE(Intervention.YES, false),
    AGREEMENT_BREACHED(Intervention.NO, true),
    AGREEMENT_ENDED(Intervention.NO, false),
    INJURY(Intervention.NO, true),
    DOMESTIC_INCIDENT(Intervention.NO, false),
    NEGLECT_CONCERN(Intervention.NO, false),
    DISCLOSURE(Intervention.NO, true),
    CARER_SELF_HARM(Intervention.NO, true),
    CARER_LEFT_BEFORE_SEEN(Intervention.NO, true),
    MENTAL_HEALTH_CRISIS(Intervention.NO, false),
    RELAPSE(Intervention.NO, false),
    POSITIVE_DRUG_TEST(Intervention.NO, false),
    MISSED_PRESCRIPTION(Intervention.NO, false),
    INTOXICATED_IN_CHARGE(Intervention.NO, true),
    ARREST(Intervention.NO, false),
    OFFENCE(Intervention.NO, false),
    RELEASE(Intervention.NO, false),
    HOSPITAL_ADMISSION(Intervention.NO, false),
    HOSPITAL_DISCHARGE(Intervention.NO, false),
    ED_ATTENDANCE(Intervention.NO, false),
    WAS_NOT_BROUGHT(Intervention.NO, false),
    HEALTH_CHECK(Intervention.NO, false),
    SCHOOL_ATTENDANCE(Intervention.NO, false),
    EXCLUSION(Intervention.NO, false),
    NO_ACCESS(Intervention.YES, false),
    CANCELLED_BY_FAMILY(Intervention.NO, false),
    REFUSED(Intervention.NO, false),
    COMPLAINT(Intervention.NO, false),
    POSITIVE_CHANGE(Intervention.NO, false),
    SLEEPING_ARRANGEMENT(Intervention.NO, false),
    HOME_CONDITIONS(Intervention.NO, false),
    VISIT(Intervention.YES, false),
    MEETING_HELD(Intervention.NO, false),
    OTHER(Intervention.NO, false);

    /** Whether an event type records something done to or with the family (practice-rules 1.7, PROP). */
    public enum Intervention { YES, NO, WHEN_MADE_BY_WORKER }

    private final Intervention intervention;
    private final boolean keyByRule;

    EventType(Intervention intervention, boolean keyByRule) {
        this.intervention = intervention;
        this.keyByRule = keyByRule;
    }

    public Intervention intervention() {
        return intervention;
    }

    /** Key whatever a human says (practice-rules 1.7, table key-entry); the first MISSING of a family is decided when it is recorded. */
    public boolean keyByRule() {
        return keyByRule;
    }
}
