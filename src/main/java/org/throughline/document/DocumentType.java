package org.throughline.document;

import java.util.Optional;

/** What is taken as signed paper, told by the first bytes and never by a name. */
public enum DocumentType {

    PDF("application/pdf", "pdf", new int[] {'%', 'P', 'D', 'F', '-'}),
    JPEG("image/jpeg", "jpg", new int[] {0xFF, 0xD8, 0xFF}),
    PNG("image/png", "png", new int[] {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A});

    private final String mediaType;
    private final String ending;
    private final int[] begins;

    DocumentType(String mediaType, String ending, int[] begins) {
        this.mediaType = mediaType;
        this.ending = ending;
        this.begins = begins;
    }

    public String mediaType() {
        return mediaType;
    }

    /** How the name of a file of this kind ends. */
    public String ending() {
        return ending;
    }

    static Optional<DocumentType> of(byte[] content) {
        for (DocumentType type : values()) {
            boolean same = content.length > type.begins.length;
            for (int i = 0; same && i < type.begins.length; i++) {
                same = (content[i] & 0xFF) == type.begins[i];
            }
            if (same) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
