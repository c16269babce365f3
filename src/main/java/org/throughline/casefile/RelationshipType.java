package org.throughline.casefile;

/** How one person is related to another: read "from is the ... of to". */
public enum RelationshipType {
    PARENT, STEP_PARENT, CARER, SIBLING, HALF_SIBLING, PARTNER, GRANDPARENT, OTHER_RELATIVE, OTHER
}
