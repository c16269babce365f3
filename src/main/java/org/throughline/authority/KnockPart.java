package org.throughline.authority;

/** The parts of the page "Before you knock" beside its key entries, in their order. */
public enum KnockPart {
    PEOPLE("Who belongs to this family, and why"),
    AGENCIES("Who else works with them"),
    GLANCE("The history at a glance"),
    ACCOUNT("What the worker who read it all wrote"),
    SOURCES("What exists and was not seen"),
    OBLIGATIONS("What must happen, and by when");

    private final String heading;

    KnockPart(String heading) {
        this.heading = heading;
    }

    public String heading() {
        return heading;
    }
}
