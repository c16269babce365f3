package org.throughline.chronology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What somebody is writing on a case file and has not filed: kept for that person alone, one text per form, and gone when it is filed.
 * Nobody's act, and no part of the record.
 */
@Service
public class Unfinished {

    /** @param version raised with every save; 0 while nothing is saved. @param savedAt null while nothing is saved */
    public record Text(int version, JsonNode content, Instant savedAt) {}

    /** The same person saved a newer version in another window. Answered as 412 with that version. */
    public static final class Changed extends RuntimeException {

        private final transient Text current;

        Changed(Text current) {
            super("A newer version of this text was saved. Compare the two and save again.");
            this.current = current;
        }

        public Text current() {
            return current;
        }
    }

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    Unfinished(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Text get(UUID casefileId, UUID author, String form) {
        return jdbc.sql("select version, content, saved_at from entry_text where casefile_id = :file and author_id = :author and form = :form")
                .param("file", casefileId).param("author", author).param("form", form)
                .query((row, n) -> new Text(row.getInt("version"), read(row.getString("content")), row.getTimestamp("saved_at").toInstant())).optional()
                .orElseGet(() -> new Text(0, json.createObjectNode(), null));
    }

    /**
     * Saves a text that was made from the version {@code basedOn}, 0 for the first.
     *
     * @throws Changed when another version was saved in between
     * @throws org.throughline.access.Invalid naming every text that is too long or out of form
     */
    @Transactional
    public Text save(UUID casefileId, UUID author, String form, int basedOn, JsonNode content) {
        JsonNode clean = DraftText.checked(content);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var statement = jdbc.sql(basedOn == 0
                ? "insert into entry_text (casefile_id, author_id, form, version, content, saved_at) values (:file, :author, :form, :based + 1, cast(:content as jsonb), :at)"
                        + " on conflict do nothing"
                : "update entry_text set version = version + 1, content = cast(:content as jsonb), saved_at = :at"
                        + " where casefile_id = :file and author_id = :author and form = :form and version = :based");
        int saved = statement.param("file", casefileId).param("author", author).param("form", form).param("based", basedOn)
                .param("content", clean.toString()).param("at", Timestamp.from(now)).update();
        if (saved == 0) {
            throw new Changed(get(casefileId, author, form));
        }
        return new Text(basedOn + 1, clean, now);
    }

    /** It was filed, or given up. Nothing happens where there is none. */
    @Transactional
    public void forget(UUID casefileId, UUID author, String form) {
        jdbc.sql("delete from entry_text where casefile_id = :file and author_id = :author and form = :form")
                .param("file", casefileId).param("author", author).param("form", form).update();
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored text is not JSON", e);
        }
    }
}
