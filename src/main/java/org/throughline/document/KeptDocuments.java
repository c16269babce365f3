package org.throughline.document;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Signed paper that came back: told by its content, checked so that nothing in it runs, and kept for good with its hash (security.md,
 * "Records"; rules UP1 to UP3). The caller has asked whether this person may, and has it logged; the name of the sent file is not kept.
 */
@Service
public class KeptDocuments {

    /** What is fetched at once when a document is sent out. */
    private static final int SLICE = 262_144;
    private static final String FIELDS = "select id, casefile_id, subject_kind, subject_id, media_type, pages, bytes, encode(sha256, 'hex') as sha256, kept_by, kept_at from kept_document ";

    private final JdbcClient jdbc;
    private final Clock clock;

    KeptDocuments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Checks and keeps one document, in the caller's transaction. The same content for the same subject is kept once.
     *
     * @param subjectKind what it belongs to, such as AGREEMENT
     * @throws org.throughline.access.Invalid where it is none of PDF, JPEG, PNG by its content, is too large or too long, cannot be read, or could do something when it is opened
     */
    @Transactional
    public KeptDocument keep(UUID casefileId, String subjectKind, UUID subject, InputStream sent, UUID by) throws IOException {
        DocumentLimits limits = limits();
        byte[] content = sent.readNBytes((int) limits.bytes() + 1);
        if (content.length > limits.bytes()) {
            throw NotKept.because("This file is larger than " + limits.bytes() / 1_000_000 + " MB. Scan the paper with a lower resolution.");
        }
        Checked checked = check(content, limits);
        if (checked.content().length > limits.bytes()) {
            throw NotKept.because("This picture is too large. Take it again with a lower resolution, or send it as JPEG.");
        }
        byte[] hash = sha256(checked.content());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbc.sql("""
                insert into kept_document (id, casefile_id, subject_kind, subject_id, media_type, pages, bytes, sha256, content, kept_by, kept_at)
                values (:id, :file, :kind, :subject, :type, :pages, :bytes, :hash, :content, :by, :at) on conflict (subject_kind, subject_id, sha256) do nothing""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("file", casefileId).param("kind", subjectKind).param("subject", subject).param("type", checked.type().mediaType())
                .param("pages", checked.pages()).param("bytes", (long) checked.content().length).param("hash", hash).param("content", checked.content()).param("by", by)
                .param("at", Timestamp.from(now)).update();
        return jdbc.sql(FIELDS + "where subject_kind = :kind and subject_id = :subject and sha256 = :hash").param("kind", subjectKind).param("subject", subject).param("hash", hash)
                .query(KeptDocuments::document).single();
    }

    private static Checked check(byte[] content, DocumentLimits limits) {
        DocumentType type = DocumentType.of(content)
                .orElseThrow(() -> NotKept.because(content.length == 0 ? "Choose the file with the signed paper." : "This is no PDF, JPEG or PNG, whatever its name says. Scan the signed paper, or take a picture of it."));
        return type == DocumentType.PDF ? PdfCheck.check(content, limits) : ImageCheck.check(type, content, limits);
    }

    private DocumentLimits limits() {
        return jdbc.sql("select rule_number('UP1'), rule_number('UP2'), rule_number('UP3')").query((row, n) -> new DocumentLimits(row.getLong(1), row.getInt(2), row.getLong(3) * 1_000_000)).single();
    }

    private static byte[] sha256(byte[] content) {
        return digest().digest(content);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Transactional(readOnly = true)
    public Optional<KeptDocument> find(UUID id) {
        return jdbc.sql(FIELDS + "where id = :id").param("id", id).query(KeptDocuments::document).optional();
    }

    /** The documents of one subject, the first first. */
    @Transactional(readOnly = true)
    public List<KeptDocument> of(String subjectKind, UUID subject) {
        return jdbc.sql(FIELDS + "where subject_kind = :kind and subject_id = :subject order by kept_at, id").param("kind", subjectKind).param("subject", subject).query(KeptDocuments::document).list();
    }

    /**
     * Sends a document out, slice by slice.
     *
     * @throws IllegalStateException where what is kept is not what was kept; nothing after that is sent
     */
    public void write(KeptDocument document, OutputStream out) throws IOException {
        MessageDigest digest = digest();
        for (long from = 1; from <= document.bytes(); from += SLICE) {
            byte[] slice = jdbc.sql("select substring(content from :from for :length) from kept_document where id = :id").param("from", (int) from).param("length", SLICE).param("id", document.id())
                    .query(byte[].class).single();
            digest.update(slice);
            if (from + SLICE > document.bytes() && !HexFormat.of().formatHex(digest.digest()).equals(document.sha256())) {
                throw new IllegalStateException("The kept document " + document.id() + " is not what was kept");
            }
            out.write(slice);
        }
    }

    private static KeptDocument document(ResultSet row, int n) throws SQLException {
        String media = row.getString("media_type");
        DocumentType type = Arrays.stream(DocumentType.values()).filter(one -> one.mediaType().equals(media)).findFirst().orElseThrow();
        return new KeptDocument(row.getObject("id", UUID.class), row.getObject("casefile_id", UUID.class), row.getString("subject_kind"), row.getObject("subject_id", UUID.class), type,
                row.getInt("pages"), row.getLong("bytes"), row.getString("sha256"), row.getObject("kept_by", UUID.class), row.getTimestamp("kept_at").toInstant());
    }
}
