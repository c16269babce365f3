package org.throughline.chronology;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;

/** Where a page of a family history begins: after this event date, file and place. */
public record Cursor(LocalDate eventDate, UUID casefileId, long seq) {

    /** Before everything. */
    public static final Cursor START = new Cursor(LocalDate.of(1, 1, 1), new UUID(0, 0), 0);

    public static Cursor parse(String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|");
            return new Cursor(LocalDate.parse(parts[0]), UUID.fromString(parts[1]), Long.parseLong(parts[2]));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new Invalid(List.of(new Fault("cursor", "This page mark is not one of ours. Start again at the first page.")));
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((eventDate + "|" + casefileId + "|" + seq).getBytes(StandardCharsets.UTF_8));
    }
}
