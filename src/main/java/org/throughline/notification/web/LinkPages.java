package org.throughline.notification.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.throughline.access.Invalid;
import org.throughline.access.Network;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.notification.MailedLinks;

/** The pages behind signed links, for people without account: a GET shows, a POST acts. */
@Controller
class LinkPages {

    private final MailedLinks links;
    private final LinkRate rate;
    private final LinkHtml html;

    LinkPages(MailedLinks links, LinkRate rate, LinkHtml html) {
        this.links = links;
        this.rate = rate;
        this.html = html;
    }

    @GetMapping("/links/{token}")
    ResponseEntity<String> open(@PathVariable String token, HttpServletRequest request) {
        if (rate.tooOften(Network.of(request.getRemoteAddr()))) {
            return tooOften();
        }
        return shown(links.open(token, null), request, Map.of(), null, List.of());
    }

    /** What is sent from a page: for a code, the code, or the act itself. */
    @PostMapping("/links/{token}")
    ResponseEntity<?> act(@PathVariable String token, HttpServletRequest request) {
        if (rate.tooOften(Network.of(request.getRemoteAddr()))) {
            return tooOften();
        }
        String step = request.getParameter(LinkHtml.STEP);
        if ("paper".equals(step)) {
            Optional<byte[]> paper = links.paper(token, request.getParameter(LinkHtml.PASS));
            if (paper.isPresent()) {
                return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).cacheControl(CacheControl.noStore()).header("X-Robots-Tag", "noindex, nofollow")
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"document.pdf\"").body(paper.get());
            }
        }
        if (!"act".equals(step)) {
            MailedLinks.Opened opened = links.open(token, null);
            return opened instanceof MailedLinks.CodeAsked ? secondStep(token, "code".equals(step), request) : shown(opened, request, Map.of(), null, List.of());
        }
        String pass = request.getParameter(LinkHtml.PASS);
        Map<String, String> form = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> form.put(name, values[0]));
        try {
            MailedLinks.Acted acted = links.act(token, pass, form);
            return acted.done() != null ? answer(HttpStatus.OK, html.done(acted.done())) : shown(acted.instead(), request, Map.of(), null, List.of());
        } catch (Invalid missing) {
            return shown(links.open(token, pass), request, form, missing.getMessage(), missing.faults());
        } catch (Refusal refused) {
            return shown(links.open(token, pass), request, form, refused.getMessage(),
                    refused.missing().stream().map(one -> new Invalid.Fault(one.href() == null ? "main" : one.href().replaceFirst("^#", ""), one.text())).toList());
        }
    }

    private ResponseEntity<String> secondStep(String token, boolean typed, HttpServletRequest request) {
        MailedLinks.Code code = typed ? links.tryCode(token, request.getParameter(LinkHtml.CODE)) : links.sendCode(token);
        if (code.pass() != null) {
            return shown(links.open(token, code.pass()), request, Map.of(), null, List.of());
        }
        return answer(code.ok() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY, html.askCode(true, code.sentence(), !code.ok()));
    }

    private ResponseEntity<String> shown(MailedLinks.Opened opened, HttpServletRequest request, Map<String, String> typed, String sentence, List<Invalid.Fault> faults) {
        if (opened instanceof MailedLinks.Nothing nothing) {
            if (nothing.why() == MailedLinks.Void.UNKNOWN) {
                rate.unknown(Network.of(request.getRemoteAddr()));
            }
            return answer(nothing.why() == MailedLinks.Void.UNKNOWN ? HttpStatus.NOT_FOUND : HttpStatus.GONE, html.message(nothing.why().title(), nothing.why().next(), nothing.ring()));
        }
        if (opened instanceof MailedLinks.NotNow notNow) {
            return answer(HttpStatus.GONE, html.message("Nothing waits for you here", notNow.sentence(), notNow.ring()));
        }
        if (opened instanceof MailedLinks.Shown page) {
            return answer(sentence == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY, html.form(page.page(), page.pass(), typed, sentence, faults));
        }
        return answer(HttpStatus.OK, html.askCode(false, null, false));
    }

    private ResponseEntity<String> tooOften() {
        return answer(HttpStatus.TOO_MANY_REQUESTS, html.message("Please wait", "There were many requests from your network. Wait five minutes, then open the link again."));
    }

    private static ResponseEntity<String> answer(HttpStatus status, String page) {
        return ResponseEntity.status(status).contentType(new MediaType("text", "html", StandardCharsets.UTF_8)).cacheControl(CacheControl.noStore())
                .header("X-Robots-Tag", "noindex, nofollow").body(page);
    }

    /** What the link was about is not there any more. */
    @ExceptionHandler(NotFound.class)
    ResponseEntity<String> gone() {
        return answer(HttpStatus.NOT_FOUND, html.message(MailedLinks.Void.UNKNOWN.title(), MailedLinks.Void.UNKNOWN.next()));
    }

    /** Nothing is said to be saved that is not. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<String> away() {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, html.message("Nothing was saved", "The record cannot be reached just now. Keep what you wrote, go back, and send it again in a few minutes; your link is still good."));
    }
}
