package org.throughline.casefile;

/** How a worker is allocated to a case file: responsible, working beside the responsible worker, or in that one's place until a day. */
public enum Responsibility {
    RESPONSIBLE, CO_WORKING, COVER
}
