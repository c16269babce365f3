package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ComponentStylesTest {

    @Test
    void noTypefaceIsAskedForAndTheComponentsAreThere() throws IOException {
        String served = new String(new ComponentStyles().styles().getBody(), StandardCharsets.UTF_8);

        assertThat(served).doesNotContain("@font-face").doesNotContain("GDS Transport").doesNotContain(".woff").contains(".govuk-button{").contains(".govuk-error-summary{");
    }

    @Test
    void onlyTheTypefaceIsTakenOut() {
        assertThat(ComponentStyles.withoutTypefaces("@font-face{font-family:GDS Transport;src:url(a.woff2)}.a{font-family:GDS Transport,arial,sans-serif;color:red}"))
                .isEqualTo(".a{font-family:arial,sans-serif;color:red}");
    }
}
