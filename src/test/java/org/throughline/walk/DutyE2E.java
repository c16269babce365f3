package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A worker on duty alone at night: the rota, the question, the page, the door, the note; and the responsible worker on the next day. */
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class DutyE2E extends Walk {

    private static final String FILE = "/casefiles/LARCHWOOD";
    private static final DateTimeFormatter ON_THE_WALL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    @Test
    void fromTheQuestionAtNightToTheNoteThatTheResponsibleWorkerReads() {
        Arranged.askedFor("Larchwood");
        try (Visitor ada = signIn("ada")) {
            bringsInTheRota(ada);
        }
        try (Visitor nell = signIn("nell")) {
            nell.page.setViewportSize(360, 740);
            isThisChildKnown(nell);
            beforeYouKnock(nell);
            recordsWhatWasDone(nell);
            handsBack(nell);
        }
        try (Visitor olive = signIn("olive")) {
            readsTheNote(olive);
            readsWhatIsNew(olive);
        }
    }

    /** Nell is on duty whenever this runs. First tried, then brought in. */
    private static void bringsInTheRota(Visitor ada) {
        ada.open("/", "Hello");
        ada.page.getByText("See who is on duty, or bring in a rota").click();
        ada.mustRead("h1", "Duty rota");
        ada.press("Send the table");
        ada.mustRead(".govuk-error-summary", "Choose the table of the rota.");
        LocalDateTime now = LocalDateTime.now(ZoneId.of("Europe/London")).truncatedTo(ChronoUnit.MINUTES);
        rota(ada, "agency,role,username,from,to\ncsc,DUTY_WORKER,nobody," + ON_THE_WALL.format(now) + ",x\n");
        ada.press("Send the table");
        ada.mustRead(".govuk-error-summary", "Line 2");
        ada.look("duty-rota-refused");
        rota(ada, "agency,role,username,from,to\ncsc,DUTY_WORKER,nell," + ON_THE_WALL.format(now.minusHours(1)) + "," + ON_THE_WALL.format(now.plusHours(9)) + "\n");
        ada.press("Send the table");
        ada.mustRead(".govuk-inset-text", "Nothing has been changed.");
        ada.page.getByLabel("Only say what would change").uncheck();
        ada.press("Send the table");
        ada.mustRead(".govuk-inset-text", "The rota is brought in: 1 shift added");
        ada.mustRead("li", "Nell Nightly: goes out to families");
        ada.look("duty-rota");
    }

    private static void rota(Visitor ada, String table) {
        ada.page.locator("#rota").setInputFiles(new FilePayload("rota.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8)));
    }

    private static void isThisChildKnown(Visitor nell) {
        nell.open("/", "Hello");
        nell.mustRead(".govuk-inset-text", "You are on duty until");
        nell.look("home-on-duty-360px");
        nell.page.locator(".govuk-inset-text a").getByText("Is this child known?").click();
        nell.mustRead("h1", "Is this child known?");
        nell.page.fill("#name", "toby larchwood");
        nell.fillDate("born", java.time.LocalDate.of(today().getYear() - 4, 5, 17));
        nell.page.fill("#reason", "A neighbour hears him cry since midnight.");
        nell.press("Ask");
        nell.mustRead("h2", "Known. Ring:");
        nell.page.getByText("Before you knock").first().click();
        nell.mustRead("h1", "LARCHWOOD Before you knock");
    }

    private static void beforeYouKnock(Visitor nell) {
        nell.press("Show me the page");
        nell.mustRead(".govuk-error-summary", "Write why you go to this family now.");
        nell.page.fill("#reason", "A neighbour hears him cry since midnight.");
        nell.look("duty-reason-360px");
        nell.press("Show me the page");
        nell.mustRead(".tl-progress", "0 of 6 parts read");
        nell.look("duty-page-360px");
        nell.press("Take this family for the shift");
        nell.mustRead(".govuk-error-summary", "has not been read to its end");
        Locator unread = nell.page.locator(".tl-receipt button");
        for (int left = unread.count(); left > 0; left--) {
            unread.first().click();
            assertThat(unread).hasCount(left - 1);
        }
        nell.mustRead(".tl-progress", "All of it is read.");
        nell.press("Take this family for the shift");
        nell.mustRead(".govuk-panel__title", "You have this family for the shift");
        nell.look("duty-taken-360px");
        nell.page.getByText("Record what you did").click();
    }

    private static void recordsWhatWasDone(Visitor nell) {
        nell.mustRead("h1", "Record an entry");
        nell.page.check("#persons");
        nell.page.selectOption("#type", "ASSESSMENT");
        nell.page.fill("#summary", "Toby was awake and calm; his mother said he had a bad dream.");
        nell.page.check("#key");
        nell.page.fill("#significance", "A neighbour has heard him for three nights.");
        nell.press("Record this entry");
        nell.mustRead(".govuk-error-summary", "On duty you may visit");
        nell.mustRead(".tl-conflict", "Write it in the hand-back note");
        nell.look("beyond-duty-360px");
        nell.page.selectOption("#type", "VISIT");
        nell.press("Record this entry");
        nell.mustRead(".govuk-panel__title", "The entry is recorded");
    }

    private static void handsBack(Visitor nell) {
        nell.open("/", "Hello");
        nell.page.getByText("Write the hand-back note of a duty").click();
        nell.mustRead("h1", "Hand-back note");
        nell.press("Send the note");
        nell.mustRead(".govuk-error-summary", "Write what you found");
        nell.page.fill("#text", "I saw Toby awake and calm. Ask the neighbour what she hears; go there tomorrow.");
        nell.page.reload();
        assertThat(nell.page.locator("#text")).hasValue("I saw Toby awake and calm. Ask the neighbour what she hears; go there tomorrow.");
        nell.look("hand-back-note-360px");
        nell.press("Send the note");
        nell.mustRead(".govuk-panel__title", "The family is handed back");
    }

    private static void readsTheNote(Visitor olive) {
        olive.open("/casefiles", "Families");
        assertThat(olive.page.getByText("1 hand-back note")).isVisible();
        assertThat(olive.page.getByText("1 new entry")).isVisible();
        olive.look("families-with-what-is-new");
        olive.page.getByText("1 hand-back note").click();
        olive.mustRead("article", "Ask the neighbour what she hears");
        olive.look("hand-back-notes");
        markAsRead(olive);
        olive.mustRead(".govuk-tag", "Read");
        olive.open("/casefiles", "Families");
        assertThat(olive.page.getByText("1 new entry")).isVisible();
        assertThat(olive.page.getByText("1 hand-back note")).hasCount(0);
    }

    /** Pressed too soon, the button says so; it is pressed again until the words have had their time. */
    private static void markAsRead(Visitor visitor) {
        visitor.page.waitForFunction("""
                () => {
                  const button = document.querySelector('.tl-receipt button');
                  if (button && button.getAttribute('aria-disabled') !== 'true') button.click();
                  return !button;
                }""", null, new Page.WaitForFunctionOptions().setPollingInterval(500));
    }

    private static void readsWhatIsNew(Visitor olive) {
        olive.open(FILE, "LARCHWOOD");
        olive.page.locator(".tl-next a", new Page.LocatorOptions().setHasText("Read a new entry")).click();
        olive.mustRead("h2", "New since the signature");
        olive.mustRead("p", "1 entry is new to you.");
        olive.page.getByText("Open this entry").click();
        olive.mustRead("article", "he had a bad dream");
        olive.look("new-since-the-signature");
        markAsRead(olive);
        olive.mustRead("p", "You have read everything.");
        olive.open("/", "Hello");
        assertThat(olive.page.getByText("Read a new entry")).hasCount(0);
    }
}
