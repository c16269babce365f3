package org.throughline.bundle;

/**
 * Where something stands in a bundle.
 *
 * @param line   counted from 1; 0 where the whole file is meant
 * @param column the character of the line in case.json, the number of the column in a table; counted from 1, 0 where the whole line is meant
 * @param field  path of the field in case.json, such as {@code people[2].born}, or name of the column
 */
public record Place(String file, int line, int column, String field) {

    static Place file(String file) {
        return new Place(file, 0, 0, "");
    }

    /** A field of the object that stands here. */
    Place child(String name) {
        return new Place(file, line, column, field.isEmpty() ? name : field + "." + name);
    }
}
