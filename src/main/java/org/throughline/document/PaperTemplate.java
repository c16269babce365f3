package org.throughline.document;

/** What can be printed. Each stands as XHTML in {@code forms/paper/}. */
public enum PaperTemplate {

    MINUTES("minutes"), AGREEMENT("agreement");

    private final String file;

    PaperTemplate(String file) {
        this.file = "forms/paper/" + file + ".xhtml";
    }

    String file() {
        return file;
    }
}
