package org.throughline.workflow.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.HtmlUtils;
import org.throughline.access.Access;
import org.throughline.workflow.SignInMethod;

/** The sign-in page: plain HTML, works without script. */
@Controller
@Profile("!" + SignInMethod.KEYCLOAK)
class LoginPage {

    /** For every page of our own: only our own files, nothing inline, in nobody's frame. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final String template;
    private final String notice;
    private final String dutyPhone;
    private final Access access;

    LoginPage(@Value("${throughline.notice:}") String notice, @Value("${throughline.duty-phone:}") String dutyPhone, Access access) throws IOException {
        this.dutyPhone = dutyPhone;
        this.access = access;
        this.template = new ClassPathResource("pages/login.html").getContentAsString(StandardCharsets.UTF_8);
        this.notice = notice;
    }

    @GetMapping("/login")
    ResponseEntity<String> page(CsrfToken token, HttpServletRequest request) {
        String said = said(request);
        String page = template
                .replace("${title}", said.isEmpty() ? "Sign in" : "Error: Sign in")
                .replace("${notice}", notice.isBlank() ? "" : "<p class=\"tl-notice\" role=\"note\">" + HtmlUtils.htmlEscape(notice) + "</p>")
                .replace("${said}", said)
                .replace("${name}", HtmlUtils.htmlEscape(token.getParameterName()))
                .replace("${token}", HtmlUtils.htmlEscape(token.getToken()));
        return ResponseEntity.ok().contentType(new MediaType("text", "html", StandardCharsets.UTF_8)).cacheControl(CacheControl.noStore()).body(page);
    }

    private String said(HttpServletRequest request) {
        if (request.getParameter("wrong") != null) {
            return summary("The user name or the password is not right. Check both and try again.", "#username");
        }
        if (request.getParameter("wait") != null) {
            return summary("Too many tries from this address. Wait five minutes, then try again.", "#username");
        }
        if (StillHere.told(request)) {
            List<String> ask = access.askAboutAccounts();
            return """
                    <div class="govuk-error-summary" role="alert" tabindex="-1">
                      <h2 class="govuk-error-summary__title">Your account here has ended</h2>
                      <div class="govuk-error-summary__body"><p class="govuk-body">It is entered that you have left, or that you sign in here no longer. Nothing that you had saved is lost.</p>
                      <p class="govuk-body">If that is not right, ask %s to put it right.%s</p></div>
                    </div>""".formatted(HtmlUtils.htmlEscape(String.join(" or ", ask.isEmpty() ? List.of("an administrator of Throughline") : ask)),
                    dutyPhone.isBlank() ? "" : HtmlUtils.htmlEscape(" If a child may be in danger, ring the duty team: " + dutyPhone + "."));
        }
        return "";
    }

    private static String summary(String sentence, String href) {
        return """
                <div class="govuk-error-summary" role="alert" tabindex="-1">
                  <h2 class="govuk-error-summary__title">There is a problem</h2>
                  <div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list"><li><a href="%s">%s</a></li></ul></div>
                </div>""".formatted(href, sentence);
    }
}
