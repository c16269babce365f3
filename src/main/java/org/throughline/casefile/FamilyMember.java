package org.throughline.casefile;

import java.time.LocalDate;
import java.util.UUID;

/**
 * One person of a family, with the reason why they are here (domain 2, "Family").
 *
 * @param step       1 the child, 2 anyone tied to the child, 3 other children of the carers, 4 present partners and household of the carers
 * @param viaPerson  through whom they belong to the family; null for the child
 * @param tie        relationship type, or HOUSEHOLD, or CHILD
 * @param whyInWords one phrase for a screen, such as "parent of Hal"
 * @param until      the last day whose events belong to this family; null while the link stands
 */
public record FamilyMember(UUID personId, String name, String givenName, int step, UUID viaPerson, String tie, String whyInWords, LocalDate until) {}
