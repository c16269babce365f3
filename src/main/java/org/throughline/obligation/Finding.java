package org.throughline.obligation;

/**
 * A fault as it is seen now; one and the same while kind and subject are.
 *
 * @param waiting how many things of the kind still wait their turn; null where it is one thing
 */
record Finding(AlarmKind kind, String subject, String instance, Integer waiting) {

    Finding(AlarmKind kind, String subject, String instance) {
        this(kind, subject, instance, null);
    }

    String key() {
        return kind + " " + subject;
    }
}
