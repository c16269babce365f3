package org.throughline.authority;

/** What a supervisor says, looking back, of an urgent access (domain 3). What was right runs to its end; the other two end it at once. */
public enum UrgentReview {
    RIGHT, BETTER_BY_DUTY, NOT_JUSTIFIED;

    boolean endsIt() {
        return this != RIGHT;
    }
}
