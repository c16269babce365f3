package org.throughline.casefile;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A case file to open.
 *
 * @param imported whether its history comes from another system
 * @param openedOn the day it was opened, wherever that was
 */
public record NewCasefile(String reference, UUID personId, boolean child, String title, String jurisdiction, UUID agencyId, boolean imported, LocalDate openedOn) {}
