package org.throughline.meeting;

/** What a disagreement is about (practice-rules 1.6, what is recorded for each step). */
public enum DisagreementSubject {
    THRESHOLD, ROLES, NEED_FOR_ACTION, COMMUNICATION, INFORMATION_SHARING, PLAN_PROGRESS
}
