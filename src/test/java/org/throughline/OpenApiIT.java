package org.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.testing.ThroughlineTest;

/**
 * The description of the REST interface is kept beside the code, so that a change of it is seen in review. When the change is meant:
 * {@code ./mvnw test -Dtest=OpenApiIT}, then copy target/openapi.json to src/docs/openapi.json.
 */
@ThroughlineTest
class OpenApiIT {

    private static final Path KEPT = Path.of("src/docs/openapi.json");
    private static final Path NOW = Path.of("target/openapi.json");

    @Autowired private WebApplicationContext context;
    @Autowired private ObjectMapper json;

    @Test
    void theKeptDescriptionIsWhatTheApplicationAnswers() throws Exception {
        String answer = MockMvcTester.from(context).get().uri("/api/openapi.json").exchange().getResponse().getContentAsString(StandardCharsets.UTF_8);
        ObjectNode described = (ObjectNode) json.readTree(answer);
        described.remove("servers");
        Files.writeString(NOW, json.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(described) + "\n");
        JsonNode kept = json.readTree(Files.readString(KEPT));
        assertThat(described.fieldNames()).toIterable().contains("openapi", "paths");
        assertThat(described.get("paths").fieldNames()).toIterable().isNotEmpty().allMatch(path -> path.startsWith("/api/"));
        assertThat(described).as("src/docs/openapi.json is not what the application answers; see target/openapi.json").isEqualTo(kept);
    }
}
