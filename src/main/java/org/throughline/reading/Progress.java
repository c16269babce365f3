package org.throughline.reading;

/**
 * How far a reading has come, measured against the family history as it is now.
 *
 * @param total              entries of the history that this reader can know of
 * @param read               of these, read (the reader's own count as read)
 * @param keyTotal           key entries
 * @param keyLeft            key entries not read yet
 * @param newSinceBegan      entries not read yet that were not there when the reading began
 * @param withheld           entries the reader may not see, and is told of
 * @param withheldUnanswered of these and of the sealed ones, those whose holder has not answered
 */
public record Progress(int total, int read, int keyTotal, int keyLeft, int newSinceBegan, int withheld, int withheldUnanswered) {

    /** Nothing left to read, and every holder has answered. */
    public boolean complete() {
        return read == total && withheldUnanswered == 0;
    }

    /** What a tired reader wants to know in one line, such as "33 of 39 read, 2 key entries left, 1 new since you began". */
    public String inWords() {
        StringBuilder words = new StringBuilder().append(read).append(" of ").append(total).append(" read");
        if (keyLeft > 0) {
            words.append(", ").append(keyLeft).append(keyLeft == 1 ? " key entry left" : " key entries left");
        }
        if (newSinceBegan > 0) {
            words.append(", ").append(newSinceBegan).append(" new since you began");
        }
        if (withheldUnanswered > 0) {
            words.append(", ").append(withheldUnanswered).append(withheldUnanswered == 1 ? " answer of a holder awaited" : " answers of holders awaited");
        }
        return words.toString();
    }
}
