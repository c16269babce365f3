package org.throughline.chronology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors were computed by another program in another language; they fix canonical form 1 for good. */
class CanonicalFormTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();

    private static JsonNode vectors() throws IOException {
        return JSON.readTree(CanonicalFormTest.class.getResourceAsStream("/canonical-form/vectors.json"));
    }

    static Stream<Arguments> contents() throws IOException {
        return StreamSupport.stream(vectors().get("contents").spliterator(), false).map(v -> Arguments.of(v.get("name").asText(), v));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void contentsHaveTheTextAndTheHashOfTheVectors(String name, JsonNode vector) {
        Map<String, Object> fields = JSON.convertValue(vector.get("fields"), Map.class);
        String canonical = CanonicalForm.of(fields);
        assertThat(canonical).isEqualTo(vector.get("canonical").asText());
        assertThat(HEX.formatHex(CanonicalForm.contentHash(HEX.parseHex(vector.get("saltHex").asText()), canonical)))
                .isEqualTo(vector.get("contentHashHex").asText());
    }

    @Test
    void aHeaderHasTheTextAndTheHashOfTheVector() throws IOException {
        JsonNode vector = vectors().get("header");
        EntryHeader header = new EntryHeader(uuid(1), 1, uuid(2), EntryKind.ENTRY, null, "H-035", LocalDate.of(2009, 8, 21), Precision.EXACT,
                EventType.BIRTH, uuid(3), Provenance.OBSERVED, Verification.CORROBORATED, ImpactLevel.MODERATE, true, false, 4,
                Instant.parse("2009-08-21T15:30:00Z"), Instant.parse("2026-11-25T09:00:00.123456Z"), uuid(5), uuid(4), true, null,
                Standing.INFORMATION, null, null, List.of(uuid(7), uuid(6), uuid(7)),
                HEX.parseHex(vectors().get("contents").get(0).get("contentHashHex").asText()));
        assertThat(header.canonical()).isEqualTo(vector.get("canonical").asText());
        assertThat(HEX.formatHex(CanonicalForm.chainHash(new byte[32], header.canonical()))).isEqualTo(vector.get("hashAfterZeroHex").asText());
    }

    @Test
    void textIsComposedAndStrippedAndEmptyTextIsNone() {
        assertThat(CanonicalForm.text("  Zoe\u0308 ")).isEqualTo("Zo\u00eb");
        assertThat(CanonicalForm.text(" \n ")).isNull();
        assertThat(CanonicalForm.text(null)).isNull();
    }

    @Test
    void contentSurvivesItsCanonicalForm() {
        EntryContent content = new EntryContent("A fact", "ward", null, "the child", null, "none: routine", "why", Map.of("mode", "PHONE"));
        assertThat(EntryContent.read(content.canonical())).isEqualTo(content);
    }

    private static UUID uuid(int last) {
        return UUID.fromString("0190a000-0000-7000-8000-00000000000" + last);
    }
}
