package org.throughline.notification;

/** Why somebody should look. It stays here: a mail never says it. */
public enum NoticeKind {
    /** Something new waits for this person. */
    WAITS,
    /** Something of this person, or of somebody they answer for, is late. */
    OVERDUE,
    /** Urgent access was taken. */
    URGENT_ACCESS,
    /** An act was recorded as made without authority. */
    WITHOUT_AUTHORITY,
    /** The system itself needs somebody. */
    ALARM
}
