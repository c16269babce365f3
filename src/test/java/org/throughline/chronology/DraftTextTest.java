package org.throughline.chronology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.throughline.access.Invalid;

class DraftTextTest {

    private final ObjectNode content = JsonNodeFactory.instance.objectNode();

    @Test
    void exactlyTheLimitIsTakenAndOneMoreIsNot() {
        content.put("q2", "x".repeat(DraftText.MOST));
        assertThat(DraftText.checked(content)).isEqualTo(content);
        content.put("q2", "x".repeat(DraftText.MOST + 1));
        assertThatThrownBy(() -> DraftText.checked(content)).hasMessage("This text is longer than 20,000 characters. Shorten it.");
    }

    @Test
    void everyFaultIsNamedWithItsPlace() {
        content.putObject("q1").put("child", "x".repeat(DraftText.MOST + 1));
        content.putArray("whom").addObject().put("name", "a\u0000b");
        assertThatThrownBy(() -> DraftText.checked(content)).isInstanceOfSatisfying(Invalid.class,
                invalid -> assertThat(invalid.faults()).extracting(Invalid.Fault::field).containsExactly("content.q1.child", "content.whom[0].name"));
    }

    @Test
    void textComesOutInNormalForm() {
        content.put("q2", "Zoe\u0308");
        assertThat(DraftText.checked(content).path("q2").asText()).isEqualTo("Zo\u00eb");
    }

    @Test
    void onlyAnObjectOfModestDepthIsTaken() throws Exception {
        assertThatThrownBy(() -> DraftText.checked(null)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> DraftText.checked(new ObjectMapper().readTree("[]"))).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> DraftText.checked(new ObjectMapper().readTree("{\"a\":[[[[[[[[1]]]]]]]]}"))).isInstanceOf(Invalid.class);
    }
}
