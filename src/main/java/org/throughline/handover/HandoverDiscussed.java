package org.throughline.handover;

import java.time.LocalDate;
import java.util.UUID;

/** The outgoing and the new worker of a case file have talked about its history, and it is recorded (HU4); published in that transaction, of changes of the responsible worker alone. */
public record HandoverDiscussed(UUID casefile, LocalDate on, UUID recordedBy) {}
