package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.throughline.testing.Chromium;

/** One person at one window of a browser, signed in. The person's other windows, and those of later walks, share the session. */
final class Visitor implements AutoCloseable {

    private static final Map<String, BrowserContext> SESSIONS = new HashMap<>();

    private final Findings findings;
    private final String address;
    private final String name;
    final Page page;

    private Visitor(BrowserContext context, String name, Findings findings) {
        this.address = RunningThroughline.get().address();
        this.name = name;
        this.findings = findings;
        this.page = context.newPage();
        findings.watch(page);
    }

    /** Somebody who has not signed in. */
    static Visitor stranger(Findings findings) {
        return new Visitor(newSession(), "a-stranger", findings);
    }

    static Visitor signedIn(Findings findings, String username) {
        boolean known = SESSIONS.containsKey(username);
        Visitor visitor = new Visitor(SESSIONS.computeIfAbsent(username, name -> newSession()), username, findings);
        if (known) {
            visitor.open("/", "Hello");
            return visitor;
        }
        visitor.go("/login");
        visitor.page.fill("#username", username);
        visitor.page.fill("#password", RunningThroughline.get().passwordOf(username));
        visitor.page.click("button[type=submit]");
        assertThat(visitor.page.locator("h1")).containsText("Hello");
        return visitor;
    }

    private static BrowserContext newSession() {
        BrowserContext session = Chromium.get().newContext(new Browser.NewContextOptions().setBaseURL(RunningThroughline.get().address())
                .setLocale("en-GB").setViewportSize(1280, 900));
        session.setDefaultTimeout(Walk.PATIENCE_MILLIS);
        return session;
    }

    void go(String path) {
        page.navigate(address + path);
    }

    /** Opens a page of our own and waits until its heading says this. */
    void open(String path, String heading) {
        go(path);
        mustRead("h1", heading);
    }

    void mustRead(String selector, String text) {
        assertThat(page.locator(selector).filter(new Locator.FilterOptions().setHasText(text)).first()).isVisible();
    }

    /** The task of this step about this child, from the person's own list of work. */
    void openWork(String step, String child) {
        open("/", "Hello");
        Locator work = work(step, child);
        assertThat(work).hasCount(1);
        work.click();
        assertThat(page.locator(".tl-actions")).isVisible();
    }

    /** The step at which this handover waits for this person. */
    void openStep(Arranged family) {
        go("/work/" + get("/api/handovers/" + family.handover).at("taskId"));
        assertThat(page.locator(".tl-actions")).isVisible();
    }

    Locator work(String step, String child) {
        return page.locator("a.govuk-task-list__link").filter(new Locator.FilterOptions().setHasText(step))
                .filter(new Locator.FilterOptions().setHasText(child));
    }

    /** Opens the task in Tasklist, with our form embedded. */
    void openInTasklist(String taskId) {
        go("/camunda/app/tasklist/default/#/?task=" + taskId);
        assertThat(page.locator("[data-throughline] .tl-actions")).isVisible();
    }

    void press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
    }

    /** Presses the button that does the step and waits for the confirmation. */
    void finish(String button, String confirmation) {
        press(button);
        mustRead(".govuk-panel__title", confirmation);
    }

    void fillDate(String id, LocalDate day) {
        page.fill("#" + id, String.valueOf(day.getDayOfMonth()));
        page.fill("#" + id + "-month", String.valueOf(day.getMonthValue()));
        page.fill("#" + id + "-year", String.valueOf(day.getYear()));
    }

    /** Writes a text into every text area of the form that is still empty and shown. */
    void fillEveryText(String text) {
        for (Locator area : page.locator(".tl-body textarea:visible").all()) {
            if (area.inputValue().isEmpty()) {
                area.fill(text);
            }
        }
    }

    /** Every page of the embedded default says what it is. */
    void look(String name) {
        assertThat(page.locator(".tl-notice").first()).containsText("Demonstration, on this machine alone");
        findings.look(page, name);
    }

    /** A picture alone, of a page that is not ours. */
    void keepPicture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", name + ".png")));
    }

    void lookInside(String name) {
        assertThat(page.locator(".throughline-notice").first()).containsText("Demonstration, on this machine alone");
        findings.lookInside(page, name);
    }

    /** @param status of HTTP, @param body as JSON, or as text where it is none */
    record Answer(int status, Object body) {

        /** The value at this path, such as {@code casefile.reference}. */
        Object at(String path) {
            Object here = body;
            for (String name : path.split("\\.")) {
                here = here instanceof List<?> list ? list.get(Integer.parseInt(name)) : ((Map<?, ?>) here).get(name);
            }
            return here;
        }

        String text() {
            return String.valueOf(body);
        }
    }

    Answer get(String path) {
        return call("GET", path, null, Map.of());
    }

    Answer post(String path, String json) {
        return call("POST", path, json, Map.of("Content-Type", "application/json"));
    }

    /** A call from inside the page of this person, as a script of the page would make it. */
    Answer call(String method, String path, String body, Map<String, String> headers) {
        Object answer = page.evaluate("""
                async ({method, path, body, headers}) => {
                  const token = /(?:^|;\\s*)XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] || '';
                  const response = await fetch(path, {method, headers: {'Accept': 'application/json', 'X-XSRF-TOKEN': decodeURIComponent(token), ...headers},
                    body: body ?? undefined});
                  const text = await response.text();
                  let said = text;
                  try { said = JSON.parse(text); } catch { }
                  return {status: response.status, body: said};
                }""", argument(method, path, body, headers));
        Map<?, ?> said = (Map<?, ?>) answer;
        return new Answer(((Number) said.get("status")).intValue(), said.get("body"));
    }

    private static Map<String, Object> argument(String method, String path, String body, Map<String, String> headers) {
        Map<String, Object> argument = new HashMap<>();
        argument.put("method", method);
        argument.put("path", path);
        argument.put("body", body);
        argument.put("headers", headers);
        return argument;
    }

    /** What stood on the screen last, for whoever looks for the reason of a failure. */
    @Override
    public void close() {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", "last-seen-by-" + name + ".png")));
        page.close();
    }
}
