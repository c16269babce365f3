package org.throughline.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is wrong with the screens of a walk, gathered so that one walk tells everything: violations of WCAG 2.2 AA that axe finds,
 * errors on the console of our own pages, fonts asked for, a page that scrolls sideways. A picture of each screen is kept under
 * {@code target/screens}.
 */
final class Findings {

    private static final List<String> WCAG_22_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");

    /** Answers that a page expects, such as a refusal or "there is none yet": the browser notes them as errors by itself. */
    private static final Pattern EXPECTED_ANSWER = Pattern.compile("Failed to load resource: the server responded with a status of (400|404|409|410|412|422)\\b.*");

    private final List<String> found = new ArrayList<>();
    private final Map<String, Integer> screens = new LinkedHashMap<>();

    void watch(Page page) {
        page.onConsoleMessage(this::console);
        page.onPageError(error -> found.add("Script error at " + page.url() + ": " + error));
        page.onRequest(request -> {
            if (request.resourceType().equals("font") && !request.url().contains("/camunda/")) {
                found.add("Font asked for at " + page.url() + ": " + request.url());
            }
        });
    }

    private void console(ConsoleMessage message) {
        boolean own = !message.location().contains("/camunda/");
        boolean expected = EXPECTED_ANSWER.matcher(message.text()).matches() && message.location().matches("\\S+/(api|engine-rest|links)/\\S+");
        if (message.type().equals("error") && own && !expected) {
            found.add("Console at " + message.page().url() + ": " + message.text() + " (" + message.location() + ")");
        }
    }

    /** A page of our own: picture, axe on all of it, nothing wider than the window. */
    void look(Page page, String name) {
        Object wider = page.evaluate("() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth");
        if (((Number) wider).intValue() > 0) {
            found.add(name + ": the page is " + wider + " px wider than the window");
        }
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(picture(name)));
        judge(name, axe(page, "html"));
    }

    /** One of our forms inside Tasklist: picture of the window, axe on the form. */
    void lookInside(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(picture(name)));
        judge(name, axe(page, "[data-throughline]"));
    }

    /** What axe finds: how many rules found something to look at and were satisfied, and every violation. A page is given axe once. */
    private static Map<?, ?> axe(Page page, String where) {
        if (!(Boolean) page.evaluate("() => Boolean(window.axe)")) {
            page.evaluate(AxeBuilder.getAxeScript());
        }
        return (Map<?, ?>) page.evaluate("""
                async ({where, tags}) => {
                  const said = await axe.run(where, {runOnly: tags, resultTypes: ['violations'], iframes: false, preload: false});
                  return {passes: said.passes.length,
                    violations: said.violations.flatMap(rule => rule.nodes.map(node => rule.id + ' (' + rule.help + ') at ' + node.target + ' ' + node.html))};
                }""", Map.of("where", where, "tags", WCAG_22_AA));
    }

    private void judge(String name, Map<?, ?> results) {
        int passes = ((Number) results.get("passes")).intValue();
        screens.put(name, passes);
        if (passes == 0) {
            found.add(name + ": axe found nothing to look at");
        }
        ((List<?>) results.get("violations")).forEach(violation -> found.add(name + ": " + violation));
    }

    private static Path picture(String name) {
        return Path.of("target", "screens", name + ".png");
    }

    void mustBeNone() {
        assertThat(screens).isNotEmpty();
        assertThat(found).as("What is wrong on the screens %s", screens.keySet()).isEmpty();
    }
}
