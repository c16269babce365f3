package org.throughline.obligation;

/** A fault as it is seen now; one and the same while kind and subject are. */
record Finding(AlarmKind kind, String subject, String instance) {

    String key() {
        return kind + " " + subject;
    }
}
