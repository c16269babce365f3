package org.throughline.standalone.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.HtmlUtils;

/** The first page of the demo. It shows passwords, so it exists only where the embedded default runs, which listens to this machine alone. */
@Controller
@ConditionalOnProperty("throughline.demo")
class DemoPage {

    private static final String ONLY_OUR_OWN = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final FirstPage firstPage;
    private final String template;
    private final String notice;

    DemoPage(FirstPage firstPage, @Value("${throughline.notice:}") String notice) throws IOException {
        this.firstPage = firstPage;
        this.notice = notice;
        this.template = new ClassPathResource("pages/demo.html").getContentAsString(StandardCharsets.UTF_8);
    }

    @Bean
    @Order(0)
    static SecurityFilterChain demoDoor(HttpSecurity http) throws Exception {
        return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/demo"))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(ONLY_OUR_OWN)))
                .build();
    }

    @GetMapping("/demo")
    ResponseEntity<String> page() {
        StringBuilder people = new StringBuilder();
        for (FirstPage.Seat seat : firstPage.seats()) {
            people.append("<tr class=\"govuk-table__row\"><th scope=\"row\" class=\"govuk-table__header\">").append(safe(seat.person().name()))
                    .append("<br><span class=\"govuk-body-s\">").append(safe(seat.person().role() + ", " + seat.person().agency())).append("</span></th>")
                    .append("<td class=\"govuk-table__cell\"><code>").append(safe(seat.person().username())).append("</code></td>")
                    .append("<td class=\"govuk-table__cell\"><code>").append(safe(seat.password())).append("</code></td>")
                    .append("<td class=\"govuk-table__cell\">").append(seat.waits().isEmpty() ? "Nothing yet" : String.join("<br>", seat.waits().stream().map(DemoPage::safe).toList()))
                    .append("</td></tr>\n");
        }
        StringBuilder tries = new StringBuilder();
        for (Cheats.Cheat cheat : firstPage.cheats()) {
            tries.append("<li><h3 class=\"govuk-heading-s\">").append(safe(cheat.title())).append("</h3><pre class=\"tl-paste\" tabindex=\"0\">").append(safe(cheat.paste()))
                    .append("</pre><p class=\"govuk-body\">Expect: ").append(safe(cheat.expect())).append("</p></li>\n");
        }
        String page = template.replace("${notice}", safe(notice)).replace("${people}", people).replace("${signIn}", safe(firstPage.signIn()))
                .replace("${tries}", tries);
        return ResponseEntity.ok().contentType(new MediaType("text", "html", StandardCharsets.UTF_8)).cacheControl(CacheControl.noStore()).body(page);
    }

    private static String safe(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
