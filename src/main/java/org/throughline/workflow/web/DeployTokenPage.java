package org.throughline.workflow.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.HtmlUtils;
import org.throughline.access.NotFound;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.SignInMethod;

/** What an administrator types into Camunda Modeler to deploy a changed model: where to, and with what. */
@Controller
class DeployTokenPage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK).withZone(ZoneId.of("Europe/London"));

    private final SignInMethod method;
    private final String template;
    private final String notice;

    DeployTokenPage(SignInMethod method, @Value("${throughline.notice:}") String notice) throws IOException {
        this.method = method;
        this.notice = notice;
        this.template = new ClassPathResource("pages/deploy-token.html").getContentAsString(StandardCharsets.UTF_8);
    }

    @GetMapping("/deploy-token")
    ResponseEntity<String> page(HttpServletRequest request, Authentication who) {
        if (who.getAuthorities().stream().noneMatch(group -> group.getAuthority().equals(Accounts.ADMINISTRATORS))) {
            throw new NotFound();
        }
        SignInMethod.DeployAccess access;
        try {
            access = method.deployAccess(request, who);
        } catch (SignInMethod.NoDeployAccess none) {
            return page(request, none.status(), "<p class=\"govuk-body\" role=\"alert\">" + HtmlUtils.htmlEscape(none.getMessage()) + "</p>");
        }
        if (access.goTo() != null) {
            return ResponseEntity.status(302).location(URI.create(access.goTo())).cacheControl(CacheControl.noStore()).build();
        }
        return page(request, 200, access.token() == null ? PASSWORD : TOKEN.formatted(TIME.format(access.until()), HtmlUtils.htmlEscape(access.token())));
    }

    private ResponseEntity<String> page(HttpServletRequest request, int status, String with) {
        String page = template.replace("${notice}", notice.isBlank() ? "" : "<p class=\"tl-notice\" role=\"note\">" + HtmlUtils.htmlEscape(notice) + "</p>")
                .replace("${where}", HtmlUtils.htmlEscape(ServletUriComponentsBuilder.fromContextPath(request).path("/engine-rest").toUriString()))
                .replace("${with}", with);
        return ResponseEntity.status(status).contentType(new MediaType("text", "html", StandardCharsets.UTF_8)).cacheControl(CacheControl.noStore()).body(page);
    }

    private static final String PASSWORD = "<p class=\"govuk-body\">Authentication: <strong>HTTP Basic</strong>, with your user name and your password.</p>";

    private static final String TOKEN = """
            <p class="govuk-body">Authentication: <strong>Bearer token</strong>. This one deploys as you until %s, and is good for nothing else. Give it to nobody.</p>
            <div class="govuk-form-group"><label class="govuk-label" for="token">Token</label>
            <textarea class="govuk-textarea" id="token" rows="8" readonly spellcheck="false" autocomplete="off">%s</textarea></div>""";
}
