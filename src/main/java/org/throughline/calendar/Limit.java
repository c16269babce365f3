package org.throughline.calendar;

/** How long there is, such as 3 working days. @param amount zero or more; zero days means by the end of the same day */
public record Limit(int amount, DueUnit unit) {

    public Limit {
        if (amount < 0) {
            throw new IllegalArgumentException("A limit is not negative: " + amount);
        }
    }
}
