package archfixture.lower;

import archfixture.upper.web.Inside;

/** A lower module that uses the inside of an upper one. */
public class CallsUpward {

    private final Inside inside;

    CallsUpward(Inside inside) {
        this.inside = inside;
    }

    @Override
    public String toString() {
        return inside.toString();
    }
}
