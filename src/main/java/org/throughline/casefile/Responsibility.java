package org.throughline.casefile;

/** How a worker is allocated to a case file. */
public enum Responsibility {
    RESPONSIBLE, CO_WORKING
}
