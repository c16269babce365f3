package org.throughline.casefile;

/** What one person is to another; the codes of the case bundle. */
public enum RelationshipType {
    PARENT, STEP_PARENT, CARER, SIBLING, HALF_SIBLING, PARTNER, GRANDPARENT, OTHER_RELATIVE, OTHER
}
