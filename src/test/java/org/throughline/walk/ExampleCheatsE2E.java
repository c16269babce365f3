package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Ines, with six entries of the Example family unread, tries to get round it; then she reads on. */
class ExampleCheatsE2E extends Walk {

    private static final Pattern POST = Pattern.compile("post (\\S+) '(.*)'", Pattern.DOTALL);

    @Test
    void nothingUnreadIsGotRoundAndReadingGoesOnWhereItStopped() {
        try (Visitor ines = signIn("ines")) {
            ines.look("home");
            everyCheatOfTheDemoPageIsRefused(ines);
            visitIsRefused(ines);
            Reading reading = readingIsNotComplete(ines);
            resumesAtTheSameEntry(ines, reading);
            keyboardAloneReadsTwoEntries(ines);
            smallAndLargeScreens(ines);
        }
    }

    /** As they stand on the page, sent by a script inside the page of Ines. */
    private void everyCheatOfTheDemoPageIsRefused(Visitor ines) {
        ines.open("/demo", "The demo");
        ines.look("demo");
        List<String> cheats = ines.page.locator("ol .tl-paste").allTextContents();
        assertThat(cheats).hasSize(6);
        ines.open("/", "Hello");

        Visitor.Answer visit = paste(ines, cheats.get(0));
        assertThat(visit.status()).isEqualTo(409);
        assertThat(visit.at("code")).isEqualTo("authority-required");
        assertThat(visit.text()).contains("6 entries of the family's history not read yet, 2 of them key").contains("Sunita Supervisor");

        Visitor.Answer done = paste(ines, cheats.get(1));
        assertThat(done.status()).isEqualTo(409);
        assertThat(done.at("detail")).asString().contains("6 entries are still unread, 2 of them key");

        Visitor.Answer unopened = paste(ines, cheats.get(2));
        assertThat(unopened.status()).isEqualTo(409);
        assertThat(unopened.at("detail")).asString().containsIgnoringCase("open");

        Visitor.Answer variables = paste(ines, cheats.get(3));
        assertThat(variables.status()).isBetween(400, 499);
        assertThat(variables.text()).contains("\"historyRead\" cannot be sent with this task");

        Visitor.Answer error = paste(ines, cheats.get(4));
        assertThat(error.status()).isEqualTo(404);

        Visitor.Answer model = deploy(ines, cheats.get(5));
        assertThat(model.status()).isEqualTo(400);
        assertThat(model.text()).contains("The step \"Task_ReadHistory\" is missing");

        assertThat(ines.get("/api/tasks").text()).contains("Task_ReadHistory");
    }

    private static Visitor.Answer paste(Visitor ines, String cheat) {
        Matcher post = POST.matcher(cheat);
        assertThat(post.matches()).as(cheat).isTrue();
        return ines.post(post.group(1), post.group(2).replace("'$(date +%F)'", today().toString()));
    }

    /** The shell lines of the last cheat: the model without its reading, sent with the administrator's name and password. */
    private static Visitor.Answer deploy(Visitor ines, String cheat) {
        assertThat(cheat).contains("sed 's/Task_ReadHistory/Task_Nothing/g' bpmn/case-handover.bpmn");
        Matcher person = Pattern.compile("-u (ada:\\S+) http://[^/]+(/\\S+)").matcher(cheat);
        assertThat(person.find()).isTrue();
        String model;
        try {
            model = Files.readString(Path.of("bpmn/case-handover.bpmn")).replace("Task_ReadHistory", "Task_Nothing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String boundary = "edited-model";
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\ncheat\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"case-handover.bpmn\"\r\nContent-Type: application/octet-stream\r\n\r\n" + model
                + "\r\n--" + boundary + "--\r\n";
        return ines.call("POST", person.group(2), body, Map.of("Content-Type", "multipart/form-data; boundary=" + boundary,
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(person.group(1).getBytes(StandardCharsets.UTF_8))));
    }

    /** On the page too; what was typed stays, and the way out for what has already happened is offered. */
    private void visitIsRefused(Visitor ines) {
        ines.open("/casefiles/EXAMPLE/entries/new", "Record an entry");
        ines.page.check("#persons");
        ines.page.selectOption("#type", "VISIT");
        ines.page.fill("#summary", "Visit at home.");
        ines.press("Record this entry");
        ines.mustRead(".govuk-error-summary", "6 entries of the family's history not read yet, 2 of them key");
        ines.mustRead("h2", "Has it already happened?");
        assertThat(ines.page.locator("#summary")).hasValue("Visit at home.");
        ines.look("visit-refused");
    }

    private Reading readingIsNotComplete(Visitor ines) {
        ines.openWork("Read the family's history", "Hal");
        Reading reading = new Reading(ines);
        reading.progressMustSay("33 of 39 read");
        reading.progressMustSay("2 key entries left");
        ines.look("reading");
        ines.press("I have read the history");
        ines.mustRead(".govuk-error-summary__title", "6 entries are still unread, 2 of them key");
        Locator missing = ines.page.locator(".govuk-error-summary__list button");
        assertThat(missing).hasCount(6);
        reading.progressMustSay("33 of 39 read");
        ines.look("reading-refused");
        missing.last().click();
        assertThat(ines.page.locator(".tl-entry [data-act=read]")).isVisible();
        return reading;
    }

    private void resumesAtTheSameEntry(Visitor ines, Reading reading) {
        Locator fourth = ines.page.locator(".tl-list button").nth(3);
        String entry = fourth.getAttribute("data-ref");
        ines.page.waitForResponse(response -> response.url().endsWith("/place") && response.ok(), fourth::click);
        String heading = reading.entry().textContent();
        ines.page.reload();
        Reading again = new Reading(ines);
        assertThat(again.entry()).hasText(heading);
        assertThat(ines.page.locator(".tl-list [aria-current=true]")).hasAttribute("data-ref", entry);
    }

    /** N goes to what is left, M marks it and goes on; the entry has the focus, so that it is read out. */
    private void keyboardAloneReadsTwoEntries(Visitor ines) {
        Reading reading = new Reading(ines);
        ines.page.keyboard().press("n");
        assertThat(reading.entry()).isFocused();
        for (String progress : List.of("34 of 39 read", "35 of 39 read")) {
            reading.markAsRead();
            reading.goOn(() -> ines.page.keyboard().press("m"));
            reading.progressMustSay(progress);
            assertThat(reading.entry()).isFocused();
        }
        ines.page.keyboard().press("u");
        assertThat(ines.page.locator("[data-note=USE]")).hasAttribute("aria-pressed", "true");
    }

    /** A telephone of 360 px, and a window of 1280 px at 200 % zoom: 640 px. */
    private void smallAndLargeScreens(Visitor ines) {
        Page page = ines.page;
        page.setViewportSize(360, 740);
        new Reading(ines);
        ines.look("reading-360px");
        ines.open("/", "Hello");
        ines.look("home-360px");
        ines.open("/casefiles/EXAMPLE", "The Example family");
        ines.look("case-file-360px");
        ines.open("/casefiles/EXAMPLE/timeline", "Hal (EXAMPLE)");
        Locator years = page.locator(".tl-picture");
        assertThat((Boolean) years.evaluate("box => box.scrollLeft > 0 && box.scrollLeft + box.clientWidth >= box.scrollWidth - 1")).as("the newest years are in sight").isTrue();
        years.screenshot(new Locator.ScreenshotOptions().setPath(Path.of("target", "screens", "case-file-360px-years.png")));
        page.setViewportSize(640, 450);
        ines.openWork("Read the family's history", "Hal");
        new Reading(ines);
        ines.look("reading-200-percent");
    }
}
