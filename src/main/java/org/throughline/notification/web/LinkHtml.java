package org.throughline.notification.web;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import org.throughline.access.Invalid;
import org.throughline.notification.LinkedPage;
import org.throughline.notification.LinkedPage.Field;
import org.throughline.notification.LinkedPage.Part;

/** The pages behind links: plain HTML for a small screen, without script; everything that was written by somebody is escaped. */
@Component
final class LinkHtml {

    static final String STEP = "step";
    static final String PASS = "pass";
    static final String CODE = "code";

    private final String notice;

    LinkHtml(@Value("${throughline.notice:}") String notice) {
        this.notice = notice;
    }

    String message(String title, String sentence) {
        return message(title, sentence, null);
    }

    /** @param ring whom to ring; null where that is not known */
    String message(String title, String sentence, String ring) {
        return page(title, "", "<p class=\"govuk-body\">" + text(sentence) + "</p>" + (ring == null ? "" : "<p class=\"govuk-body\">Ring " + text(ring) + ".</p>"));
    }

    String done(String sentence) {
        return page("Thank you", "", "<div class=\"govuk-inset-text\">" + text(sentence) + "</div><p class=\"govuk-body\">You can close this page.</p>");
    }

    /** @param sent whether a code is on its way @param sentence what came of the last step; null at the beginning */
    String askCode(boolean sent, String sentence, boolean wrong) {
        String said = sentence == null ? "" : wrong ? summary("There is a problem", List.of(new Invalid.Fault(sent ? CODE : "send", sentence))) : inset(sentence);
        String type = """
                <form method="post" novalidate>
                  <input type="hidden" name="step" value="code">
                  <div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="code">The code from the mail</label>
                  <input class="govuk-input govuk-input--width-10" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12"></div>
                  <button class="govuk-button" type="submit">Continue</button>
                </form>""";
        return page("One more step", said, "<p class=\"govuk-body\">What you are about to read is about a family. We send a code of six digits, in a mail of its own, to the mailbox where you found this link.</p>"
                + (sent ? type : "") + "<form method=\"post\"><input type=\"hidden\" name=\"step\" value=\"send\"><button id=\"send\" class=\"govuk-button" + (sent ? " govuk-button--secondary" : "")
                + "\" type=\"submit\">" + (sent ? "Send me a new code" : "Send me a code") + "</button></form>");
    }

    String form(LinkedPage shown, String pass, Map<String, String> typed, String sentence, List<Invalid.Fault> faults) {
        StringBuilder body = new StringBuilder();
        for (Part part : shown.parts()) {
            body.append(part.heading() == null ? "" : "<h2 class=\"govuk-heading-m\">" + text(part.heading()) + "</h2>").append("<p class=\"govuk-body tl-text\">").append(text(part.text()))
                    .append("</p>");
        }
        body.append("<form method=\"post\" novalidate><input type=\"hidden\" name=\"step\" value=\"act\">");
        if (pass != null) {
            body.append("<input type=\"hidden\" name=\"pass\" value=\"").append(text(pass)).append("\">");
        }
        StringBuilder paper = new StringBuilder();
        if (shown.paper() && pass != null) {
            paper.append("<form method=\"post\"><input type=\"hidden\" name=\"step\" value=\"paper\"><input type=\"hidden\" name=\"pass\" value=\"").append(text(pass))
                    .append("\"><button class=\"govuk-button govuk-button--secondary\" type=\"submit\">Save as PDF</button></form>");
        }
        shown.fields().forEach(field -> body.append(field(field, typed.getOrDefault(field.name(), ""), fault(field, faults))));
        body.append("<button class=\"govuk-button\" type=\"submit\">").append(text(shown.button())).append("</button></form>").append(paper);
        boolean same = faults.size() == 1 && faults.get(0).reason().equals(sentence);
        return page(shown.title(), sentence == null ? "" : summary(same ? "There is a problem" : sentence, faults), body.toString());
    }

    private static String fault(Field field, List<Invalid.Fault> faults) {
        return faults.stream().filter(fault -> fault.field().equals(field.name())).map(Invalid.Fault::reason).findFirst().orElse(null);
    }

    private static String field(Field field, String typed, String fault) {
        String id = text(field.name());
        String hint = field.hint() == null ? "" : "<div class=\"govuk-hint\" id=\"" + id + "-hint\">" + text(field.hint()) + "</div>";
        String error = fault == null ? "" : "<p class=\"govuk-error-message\" id=\"" + id + "-error\"><span class=\"govuk-visually-hidden\">Error:</span> " + text(fault) + "</p>";
        String described = hint.isEmpty() && error.isEmpty() ? "" : " aria-describedby=\"" + (hint.isEmpty() ? "" : id + "-hint ").concat(error.isEmpty() ? "" : id + "-error").strip() + "\"";
        String group = "<div class=\"govuk-form-group" + (fault == null ? "" : " govuk-form-group--error") + "\">";
        String label = "<label class=\"govuk-label govuk-label--s\" for=\"" + id + "\">" + text(field.label()) + "</label>" + hint + error;
        return switch (field.kind()) {
            case LINE -> group + label + "<input class=\"govuk-input" + (fault == null ? "" : " govuk-input--error") + "\" id=\"" + id + "\" name=\"" + id + "\" value=\"" + text(typed) + "\" maxlength=\"300\"" + described + "></div>";
            case TEXT -> group + label + "<textarea class=\"govuk-textarea" + (fault == null ? "" : " govuk-textarea--error") + "\" rows=\"6\" id=\"" + id + "\" name=\"" + id + "\"" + described + ">\n" + text(typed) + "</textarea></div>";
            case TICK -> group + error + "<div class=\"govuk-checkboxes\"><div class=\"govuk-checkboxes__item\"><input class=\"govuk-checkboxes__input\" type=\"checkbox\" id=\"" + id + "\" name=\"" + id
                    + "\" value=\"yes\"" + (typed.isEmpty() ? "" : " checked") + described + "><label class=\"govuk-label govuk-checkboxes__label\" for=\"" + id + "\">" + text(field.label()) + "</label>"
                    + hint.replace("govuk-hint", "govuk-hint govuk-checkboxes__hint") + "</div></div></div>";
            case CHOICE -> group + "<fieldset class=\"govuk-fieldset\"" + described + "><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">" + text(field.label()) + "</legend>" + hint + error
                    + "<div class=\"govuk-radios\">" + options(field, typed) + "</div></fieldset></div>";
        };
    }

    /** The first option bears the field's own id: what a fault leads to. */
    private static String options(Field field, String typed) {
        StringBuilder options = new StringBuilder();
        for (LinkedPage.Option option : field.options()) {
            String id = text(options.isEmpty() ? field.name() : field.name() + "-" + option.value());
            options.append("<div class=\"govuk-radios__item\"><input class=\"govuk-radios__input\" type=\"radio\" id=\"").append(id).append("\" name=\"").append(text(field.name()))
                    .append("\" value=\"").append(text(option.value())).append('"').append(option.value().equals(typed) ? " checked" : "").append("><label class=\"govuk-label govuk-radios__label\" for=\"")
                    .append(id).append("\">").append(text(option.text())).append("</label></div>");
        }
        return options.toString();
    }

    private static String inset(String sentence) {
        return "<div class=\"govuk-inset-text\" role=\"status\">" + text(sentence) + "</div>";
    }

    private static String summary(String sentence, List<Invalid.Fault> faults) {
        StringBuilder items = new StringBuilder();
        faults.forEach(fault -> items.append("<li><a href=\"#").append(text(fault.field())).append("\">").append(text(fault.reason())).append("</a></li>"));
        return "<div class=\"govuk-error-summary\" role=\"alert\"><h2 class=\"govuk-error-summary__title\">" + text(sentence) + "</h2><div class=\"govuk-error-summary__body\">"
                + "<ul class=\"govuk-list govuk-error-summary__list\">" + items + "</ul></div></div>";
    }

    private String page(String title, String said, String body) {
        boolean error = said.contains("govuk-error-summary");
        return """
                <!DOCTYPE html>
                <html lang="en-GB">
                <head>
                <meta charset="utf-8">
                <title>%s%s - Throughline</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex, nofollow">
                <meta name="referrer" content="no-referrer">
                <link rel="icon" href="/forms/throughline.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/forms/govuk-frontend.css">
                <link rel="stylesheet" href="/forms/throughline.css">
                </head>
                <body class="tl-page">
                %s<header class="tl-header"><div class="tl-header-inner"><strong>Throughline</strong></div></header>
                <main class="tl-main" id="main">
                %s<h1 class="govuk-heading-l">%s</h1>
                %s
                </main>
                </body>
                </html>
                """.formatted(error ? "Error: " : "", text(title), notice.isBlank() ? "" : "<p class=\"tl-notice\" role=\"note\">" + text(notice) + "</p>\n", said, text(title), body);
    }

    private static String text(String words) {
        return HtmlUtils.htmlEscape(words, "UTF-8");
    }
}
