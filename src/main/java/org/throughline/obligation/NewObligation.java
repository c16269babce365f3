package org.throughline.obligation;

import java.time.Instant;
import java.util.UUID;
import org.throughline.calendar.DueUnit;

/**
 * Something that must happen by a moment.
 *
 * @param dedupeKey   names the duty: while one with this key is open, a second is not made. Where a step of a process waits for it, the
 *                    key ends with a colon and the step's id in the model, and the subject is the process's business key
 * @param casefileId  the case file it belongs to; null where it belongs to none
 * @param subjectKind what it is about, such as HANDOVER, ENTRY, RESTRICTION
 * @param ruleId      the rule that asks for it, by its id in the practice rules
 * @param what        the act in plain words, never about a person
 * @param ownerId     who owes it; null where nobody holds the role yet
 * @param agencyId    the agency that owes it; the ladder stays inside it
 * @param unit        how the limit was counted
 * @param urgent      whether its ladder runs round the clock (X8)
 */
public record NewObligation(String dedupeKey, UUID casefileId, String subjectKind, UUID subjectId, String ruleId, String what,
                            UUID ownerId, UUID agencyId, Instant dueAt, DueUnit unit, boolean urgent) {}
