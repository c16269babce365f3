package org.throughline.casefile;

import java.util.List;
import java.util.UUID;

/**
 * Somebody who is to be recorded may be known already. As little as possible is shown of who is known.
 *
 * @param person       the name as it was given
 * @param known        the record that was there
 * @param givenName    of that record; null where the asker may not see its family
 * @param yearOfBirth  of the birth or the expected birth
 * @param basisInWords why they may be one person
 * @param files        the case files of children to whose families the record belongs
 */
public record LikelyMatch(String person, UUID known, String givenName, Integer yearOfBirth, MatchBasis basis, String basisInWords, List<FileFound> files) {}
