package org.throughline.meeting;

/**
 * What a row of the tables can call for, whether or not it ever did.
 *
 * @param ruleId the rule of {@code meeting-required}, or of the event that starts a clock
 * @param duty   names the duty
 * @param what   the act, in the row's own words
 * @param mode   the weaker of both tables' rows
 */
public record RuleRow(String ruleId, String duty, String what, Mode mode) {}
