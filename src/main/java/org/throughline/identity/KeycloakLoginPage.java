package org.throughline.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.workflow.SignInMethod;

/** Where one begins to sign in by Keycloak, and where it says what is in the way: plain HTML, works without script. */
@Controller
@Profile(SignInMethod.KEYCLOAK)
class KeycloakLoginPage {

    private static final int NAMES = 3;

    private final Keycloak keycloak;
    private final KeycloakSettings settings;
    private final Organisation organisation;
    private final String template;
    private final String notice;
    private final String dutyPhone;

    KeycloakLoginPage(Keycloak keycloak, KeycloakSettings settings, Organisation organisation, @Value("${throughline.notice:}") String notice,
            @Value("${throughline.duty-phone:}") String dutyPhone) throws IOException {
        this.keycloak = keycloak;
        this.settings = settings;
        this.organisation = organisation;
        this.template = new ClassPathResource("pages/login-keycloak.html").getContentAsString(StandardCharsets.UTF_8);
        this.notice = notice;
        this.dutyPhone = dutyPhone;
    }

    @GetMapping("/login")
    ResponseEntity<String> page(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String refused = session == null ? null : (String) session.getAttribute(KeycloakSignIn.REFUSED);
        if (refused != null && request.getParameter("refused") != null) {
            return page(HttpStatus.FORBIDDEN, "You cannot come in yet", refused, "Ask " + whom() + " to put this right.", link("Sign in as somebody else", otherPerson(request)));
        }
        if (!keycloak.answers()) {
            return page(HttpStatus.SERVICE_UNAVAILABLE, "Nobody can sign in just now", "Keycloak, which checks who you are, does not answer. Whoever is signed in can go on working. "
                    + "If you have just signed out, close the browser: Keycloak could not be told.",
                    "Try again in a few minutes." + (dutyPhone.isBlank() ? "" : " If a child may be in danger, ring the duty team: " + dutyPhone + "."), link("Try again", "/login"));
        }
        if (request.getParameter("again") != null) {
            return page(HttpStatus.OK, "Sign in", "The last try did not come to an end. Nothing was lost.", "Try once more. If it does not come to an end again, ask " + (settings.ask() == null || settings.ask().isBlank() ? "an administrator of Throughline" : settings.ask()) + ".", start());
        }
        return page(HttpStatus.OK, "Sign in", "You sign in with the name and password that you use at work.", "", start());
    }

    private ResponseEntity<String> page(HttpStatus status, String title, String said, String next, String action) {
        String page = template.replace("${title}", title)
                .replace("${notice}", notice.isBlank() ? "" : "<p class=\"tl-notice\" role=\"note\">" + HtmlUtils.htmlEscape(notice) + "</p>")
                .replace("${action}", action)
                .replace("${said}", HtmlUtils.htmlEscape(said)).replace("${next}", HtmlUtils.htmlEscape(next));
        return ResponseEntity.status(status).contentType(new MediaType("text", "html", StandardCharsets.UTF_8)).cacheControl(CacheControl.noStore()).body(page);
    }

    private String whom() {
        List<String> names = organisation.holding(PractitionerRole.ADMINISTRATOR).stream().map(Practitioner::name).distinct().limit(NAMES).toList();
        String people = names.isEmpty() ? "an administrator of Throughline" : names.stream().collect(Collectors.joining(" or "));
        return people + (settings.ask() == null || settings.ask().isBlank() ? "" : " (" + settings.ask() + ")");
    }

    private static String start() {
        return link("Continue to sign in", "/oauth2/authorization/" + KeycloakBeans.PEOPLE);
    }

    /** Keycloak still knows the last person, so that one is signed out there first. */
    private String otherPerson(HttpServletRequest request) {
        String back = UriComponentsBuilder.fromUriString(request.getRequestURL().toString()).replaceQuery(null).toUriString();
        return UriComponentsBuilder.fromUriString(settings.logout()).queryParam("client_id", settings.client()).queryParam("post_logout_redirect_uri", "{back}").build(back).toString();
    }

    private static String link(String words, String to) {
        return "<a href=\"" + HtmlUtils.htmlEscape(to) + "\" role=\"button\" draggable=\"false\" class=\"govuk-button\">" + words + "</a>";
    }
}
