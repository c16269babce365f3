package org.throughline.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a replay wrote, as data: held against its schema, and what in it was late. */
final class ReplayJson {

    private static final JsonSchema SCHEMA = schema();

    private ReplayJson() {}

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(Path.of("src/docs/replay.schema.json")));
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Everything in it that the schema does not allow. */
    static List<String> faults(JsonNode result) {
        return SCHEMA.validate(result, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)).stream().map(ValidationMessage::getMessage).toList();
    }

    static Stream<JsonNode> each(JsonNode result, String list) {
        return StreamSupport.stream(result.get(list).spliterator(), false);
    }

    /** The last moment of the replay; a replay ends there. */
    static Instant lastMoment(JsonNode result) {
        return LocalDate.parse(result.get("lastDay").asText()).atTime(LocalTime.of(23, 59)).atZone(ZoneId.of("Europe/London")).toInstant();
    }

    static Instant at(JsonNode owed, String moment) {
        return Instant.parse(owed.get(moment).asText());
    }

    /** What was done after its moment, or not by the last one though its moment had passed: whose, by which rule, because of what. */
    static List<String> late(JsonNode result) {
        return each(result, "byRule").filter(one -> isLate(one, lastMoment(result))).map(ReplayJson::name).distinct().toList();
    }

    static boolean isLate(JsonNode owed, Instant last) {
        return "MET_LATE".equals(owed.get("end").asText()) || owed.get("end").isNull() && at(owed, "dueAt").isBefore(last);
    }

    static String name(JsonNode owed) {
        return owed.get("child").asText() + ": " + owed.get("rule").asText() + " " + owed.get("what").asText() + " by " + (owed.get("causes").isEmpty() ? "-" : owed.get("causes").get(0).asText());
    }
}
