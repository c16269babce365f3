package org.throughline.organisation;

/**
 * Who acts for a person at a moment.
 *
 * @param person who acts; the person asked about where nobody stands in
 * @param said   why it is somebody else, or that nobody stands in, as a sentence; null when the person acts in person
 */
public record Standing(Practitioner person, String said) {}
