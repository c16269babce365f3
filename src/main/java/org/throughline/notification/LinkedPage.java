package org.throughline.notification;

import java.util.List;

/**
 * What a linked page shows, in plain words.
 *
 * @param parts  what is to be read
 * @param fields what can be written
 * @param button what the one button does
 * @param paper  whether it can be taken away as PDF
 */
public record LinkedPage(String title, List<Part> parts, List<Field> fields, String button, boolean paper) {

    public LinkedPage(String title, List<Part> parts, List<Field> fields, String button) {
        this(title, parts, fields, button, false);
    }

    /** @param heading null where the text needs none */
    public record Part(String heading, String text) {}

    /** How something is written. */
    public enum Kind { CHOICE, LINE, TEXT, TICK }

    /** @param options of a choice; empty elsewhere @param hint null where there is none */
    public record Field(Kind kind, String name, String label, String hint, List<Option> options) {

        public static Field text(String name, String label, String hint) {
            return new Field(Kind.TEXT, name, label, hint, List.of());
        }

        public static Field line(String name, String label, String hint) {
            return new Field(Kind.LINE, name, label, hint, List.of());
        }

        public static Field choice(String name, String label, Option... options) {
            return new Field(Kind.CHOICE, name, label, null, List.of(options));
        }

        public static Field tick(String name, String label, String hint) {
            return new Field(Kind.TICK, name, label, hint, List.of());
        }
    }

    public record Option(String value, String text) {}
}
