package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The case file as its people use it: a duty worker at night, the responsible worker, the managers. */
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class CaseFileE2E extends Walk {

    private static final String FILE = "/casefiles/ELMWOOD";
    private static final String TITLE = "Toby (ELMWOOD)";

    @Test
    void aDutyWorkerAtNightTheResponsibleWorkerAndTheTeamManager() {
        Arranged.askedFor("Elmwood");
        try (Visitor nell = signIn("nell")) {
            nell.page.setViewportSize(360, 740);
            isThisChildKnown(nell);
            urgentAccessAndAnEntry(nell);
        }
        try (Visitor olive = signIn("olive")) {
            overviewAndOneEntry(olive);
            anotherAccountBesideIt(olive);
            history(olive);
            completesWhatWasNotKnown(olive);
        }
        try (Visitor sven = signIn("sven")) {
            looksBack(sven);
        }
        try (Visitor sunita = signIn("sunita")) {
            sunita.page.setViewportSize(640, 450);
            whoLookedAndPaper(sunita);
        }
    }

    private static void isThisChildKnown(Visitor nell) {
        nell.open("/casefiles/known", "Is this child known?");
        nell.press("Ask");
        nell.mustRead(".govuk-error-summary__title", "3 things are still missing");
        nell.look("known-refused");
        nell.page.fill("#name", "toby elmwood");
        assertThat(nell.page.locator("#name-error")).hasCount(0);
        nell.page.fill("#born", "17");
        nell.page.fill("#born-month", "5");
        nell.page.fill("#born-year", String.valueOf(today().getYear() - 4));
        nell.page.fill("#reason", "Alone in the street at two in the morning.");
        nell.press("Ask");
        nell.mustRead("h2", "Known. Ring:");
        assertThat(nell.page.locator("#root")).not().containsText("Olive");
        org.assertj.core.api.Assertions.assertThat(nell.page.url()).endsWith("/casefiles/known");
        nell.look("known");
        nell.page.getByText("urgent access").first().press("Enter");
    }

    /** Refused first, with what can be done now; what was typed waits on the server for when it can be. */
    private static void urgentAccessAndAnEntry(Visitor nell) {
        nell.mustRead("h1", "Urgent access to ELMWOOD");
        nell.page.fill("#reason", "Nobody answers at home; I take him to his aunt.");
        nell.press("Take urgent access");
        nell.mustRead(".govuk-panel__title", "You have urgent access");
        nell.look("urgent-access-taken");
        nell.open(FILE + "/entries/new", "Record an entry");
        nell.page.check("#persons");
        nell.page.selectOption("#type", "ARREST");
        nell.page.getByLabel("Yes").check();
        nell.look("entry-about-an-arrest-360px");
        nell.page.selectOption("#type", "VISIT");
        assertThat(nell.page.locator("#factor")).hasCount(0);
        nell.page.fill("#summary", "Toby was alone in the street. He is with his aunt until the morning.");
        assertThat(nell.page.locator("#saved")).containsText("Saved at");
        nell.page.reload();
        nell.mustRead(".govuk-inset-text", "You began this entry before");
        assertThat(nell.page.locator("#summary")).hasValue("Toby was alone in the street. He is with his aunt until the morning.");
        nell.look("entry-begun-360px");
        nell.press("Record this entry");
        nell.mustRead(".govuk-panel__title", "The entry is recorded");
    }

    private static void overviewAndOneEntry(Visitor olive) {
        olive.open(FILE, TITLE);
        assertThat(olive.page.locator("h1")).hasCount(1);
        olive.mustRead(".tl-next a", "Complete an entry");
        olive.look("overview");
        olive.page.locator(".tl-glance summary").filter(new Locator.FilterOptions().setHasText("key entries")).press("Enter");
        olive.page.locator(".tl-glance details[open] a").first().press("Enter");
        olive.mustRead("dt", "How it is known");
    }

    private static void anotherAccountBesideIt(Visitor olive) {
        olive.page.getByText("Put another account beside it").click();
        olive.mustRead("h1", "Put another account beside it");
        olive.page.fill("#whose", "Sara, his mother");
        olive.press("Put this account beside it");
        olive.mustRead(".govuk-error-summary", "Write the account.");
        olive.page.fill("#account", "I was not pushed. I fell against the door.");
        olive.press("Put this account beside it");
        olive.page.getByText("See the entry").click();
        assertThat(olive.page.locator(".tl-beside-each-other > article")).hasCount(2);
        olive.look("entry-with-another-account");
    }

    private static void history(Visitor olive) {
        olive.open(FILE + "/history", TITLE);
        assertThat(olive.page.locator("article")).hasCount(11);
        olive.page.getByLabel("Key entries only").check();
        olive.press("Show these entries");
        assertThat(olive.page.locator("article")).hasCount(2);
        assertThat(olive.page.locator("article.tl-entry-key")).hasCount(2);
        for (String section : new String[] {"timeline", "people", "sources", "called-for", "matches"}) {
            olive.open(FILE + "/" + section, TITLE);
            assertThat(olive.page.locator("[aria-current=page]")).hasCount(1);
            assertThat(olive.page.locator(".tl-section h2").first()).isVisible();
            olive.look("case-file-" + section);
        }
    }

    private static void completesWhatWasNotKnown(Visitor olive) {
        olive.open(FILE, TITLE);
        olive.page.locator(".tl-next a", new Page.LocatorOptions().setHasText("Complete an entry")).click();
        olive.mustRead("h1", "Complete an entry");
        olive.page.selectOption("#provenance", "OBSERVED");
        olive.page.selectOption("#verification", "UNVERIFIED");
        olive.page.fill("#impactOnChild", "He was cold and asked for his mother.");
        olive.page.selectOption("#impactLevel", "SERIOUS");
        olive.page.fill("#actionTaken", "Taken to his aunt.");
        olive.page.fill("#outcome", "none: his mother has not been found yet");
        olive.look("complete-an-entry");
        olive.press("Record what is known now");
        olive.mustRead(".govuk-panel__title", "What is known now stands beside the entry");
        olive.open(FILE, TITLE);
        assertThat(olive.page.getByText("Complete an entry")).hasCount(0);
    }

    private static void looksBack(Visitor sven) {
        sven.open(FILE + "/urgent", TITLE);
        sven.mustRead(".tl-source", "Nobody answers at home; I take him to his aunt.");
        sven.press("Keep this answer");
        sven.mustRead(".govuk-error-summary", "Choose one of the three.");
        sven.look("urgent-review");
        sven.page.getByLabel("It was right").check();
        sven.press("Keep this answer");
        sven.mustRead(".govuk-tag", "It was right");
    }

    private static void whoLookedAndPaper(Visitor sunita) {
        sunita.open(FILE + "/access-log", TITLE);
        sunita.mustRead("td", "Olive Outgoing");
        sunita.mustRead("td", "Alone in the street at two in the morning.");
        sunita.look("who-looked-200-percent");
        sunita.open(FILE + "/print", "The case file on paper");
        assertThat(sunita.page.locator(".tl-knock section").last().locator("li")).hasCount(2);
        sunita.look("case-file-on-paper");
        sunita.open("/casefiles/held", "What you keep back");
        sunita.look("held");
        sunita.open(FILE, TITLE);
        sunita.look("overview-200-percent");
    }
}
