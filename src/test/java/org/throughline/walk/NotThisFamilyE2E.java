package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** An entry that is not about this family: said by the worker, decided by the team manager, gone from every page, and known to who had read it. */
class NotThisFamilyE2E extends Walk {

    private static final String FILE = "/casefiles/HORNBEAM";

    @Test
    @EnabledIfSystemProperty(named = "throughline.full", matches = "true")
    void anEntryIsTakenOutByTwo() {
        Arranged.askedFor("Hornbeam");
        String entry;
        String words;
        try (Visitor olive = signIn("olive")) {
            olive.open(FILE + "/history", "HORNBEAM");
            words = olive.page.locator("article .tl-text").first().textContent();
            olive.page.locator("article h3 a").first().press("Enter");
            olive.mustRead("dt", "How it is known");
            entry = olive.page.url().replaceFirst("^https?://[^/]+", "");
            says(olive);
        }
        try (Visitor sunita = signIn("sunita")) {
            decides(sunita, entry);
        }
        try (Visitor olive = signIn("olive")) {
            olive.open(entry, "An entry that was taken out");
            olive.mustRead(".govuk-inset-text", "by Olive Outgoing and Sunita Supervisor: it is not about this family. It counts for nothing.");
            olive.look("taken-out-entry");
            olive.open(FILE + "/history", "HORNBEAM");
            olive.mustRead("article", "was taken out on");
            assertThat(olive.page.locator("#root")).not().containsText(words);
            olive.look("history-with-tombstone");
            knows(olive);
        }
    }

    private static void says(Visitor olive) {
        olive.page.getByText("This is not about this family").press("Enter");
        olive.mustRead("h1", "This is not about this family");
        olive.press("Ask that it is taken out");
        olive.mustRead(".govuk-error-summary", "Write how you know it.");
        olive.look("not-this-family-refused");
        olive.page.fill("#reason", "The letter names a child of the same name in the next street.");
        olive.page.fill("#belongsTo", "NOBODY");
        olive.press("Ask that it is taken out");
        olive.mustRead(".govuk-error-summary", "There is no case file with this reference that you may see.");
        assertThat(olive.page.locator("#reason")).hasValue("The letter names a child of the same name in the next street.");
        olive.page.fill("#belongsTo", "");
        olive.press("Ask that it is taken out");
        olive.mustRead(".govuk-panel__title", "A second person decides");
        olive.page.getByText("See the entry").press("Enter");
        olive.mustRead(".govuk-inset-text", "says that this is not about this family");
        olive.look("not-this-family-waits");
    }

    private static void decides(Visitor sunita, String entry) {
        sunita.page.setViewportSize(360, 740);
        sunita.open(entry + "/not-this-family", "Is this about this family?");
        sunita.press("Record this decision");
        sunita.mustRead(".govuk-error-summary__title", "2 things are still missing");
        sunita.look("not-this-family-decision-360px");
        sunita.page.getByLabel("Yes, take it out").check();
        sunita.page.fill("#reason", "I have seen the letter.");
        sunita.press("Record this decision");
        sunita.mustRead(".govuk-panel__title", "The entry is taken out");
    }

    private static void knows(Visitor olive) {
        olive.open("/", "Hello");
        olive.page.locator("a", new Page.LocatorOptions().setHasText("Say that you know")).first().press("Enter");
        olive.mustRead("h1", "An entry was taken out");
        olive.look("told-that-an-entry-was-taken-out");
        olive.press("I know");
        olive.mustRead(".govuk-panel__title", "Thank you");
    }
}
