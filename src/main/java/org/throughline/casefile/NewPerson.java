package org.throughline.casefile;

import java.time.LocalDate;

/** Somebody to record. A child has a date of birth or an expected one. */
public record NewPerson(boolean child, String name, String givenName, LocalDate born, LocalDate expected) {}
