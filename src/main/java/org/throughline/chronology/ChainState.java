package org.throughline.chronology;

/**
 * What a verification of one chain found.
 *
 * @param intact      true when every entry stands as it was filed
 * @param length      how many entries were checked
 * @param firstBroken the sequence number of the first broken entry; null when intact
 * @param why         a sentence that says what is wrong with it; null when intact
 */
public record ChainState(boolean intact, long length, Long firstBroken, String why) {

    static ChainState intact(long length) {
        return new ChainState(true, length, null, null);
    }

    static ChainState broken(long length, long at, String why) {
        return new ChainState(false, length, at, why);
    }
}
