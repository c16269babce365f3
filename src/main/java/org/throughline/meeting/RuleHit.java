package org.throughline.meeting;

/**
 * A rule that the facts of a family match.
 *
 * @param quietDays how long it is not raised again after somebody said, with a second person, that it is not needed
 * @param because   why, in the row's own words
 */
public record RuleHit(String ruleId, Recurs recurs, int quietDays, Mode mode, String because) {}
