package org.throughline.notification;

import java.util.UUID;

/** What a message of one kind says beyond its fixed words, asked for when it is sent. Never anything about a family. */
public interface MessageWords {

    MessageKind kind();

    /** @param about what the message belongs to */
    String of(UUID about);
}
