package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A case file from its first day to its last: opened by the team manager, kept by its worker, closed by both. */
class CaseActsE2E extends Walk {

    @Test
    @EnabledIfSystemProperty(named = "throughline.full", matches = "true")
    void aFileIsOpenedKeptAndClosed() {
        String reference;
        try (Visitor sunita = signIn("sunita")) {
            reference = opened(sunita);
            knownAlready(sunita);
        }
        try (Visitor olive = signIn("olive")) {
            people(olive, reference);
            households(olive, reference);
            asksToClose(olive, reference);
        }
        try (Visitor sunita = signIn("sunita")) {
            sunita.open("/casefiles/" + reference + "/close", "Close the case file");
            sunita.look("answer-closing");
            sunita.press("Agree and close");
            sunita.mustRead("h1", "The case file is closed");
            sunita.look("closed");
        }
    }

    private static String opened(Visitor sunita) {
        sunita.open("/casefiles/new", "Open a case file");
        sunita.press("Open the case file");
        assertThat(sunita.page.locator(".govuk-error-summary")).isVisible();
        sunita.look("open-case-file-faults");
        fill(sunita);
        sunita.press("Open the case file");
        sunita.mustRead(".govuk-panel__title", "is open");
        String reference = sunita.page.locator(".govuk-panel__title").textContent().replaceAll(".*(C-\\d{4}-\\d{5}).*", "$1");
        sunita.look("case-file-open");
        return reference;
    }

    private static void fill(Visitor sunita) {
        sunita.page.fill("#child-name", "Unborn Rookwood");
        sunita.fillDate("child-expected", today().plusDays(90));
        sunita.page.selectOption("#person-0-tie", "PARENT");
        sunita.page.fill("#person-0-name", "Nell Rookwood");
        sunita.fillDate("person-0-born", LocalDate.of(1999, 4, 5));
        sunita.page.fill("#reason", "Concern of the midwife.");
        sunita.page.fill("#referredBy", "The midwife.");
        sunita.page.fill("#worker", "Olive Outgoing");
    }

    private static void knownAlready(Visitor sunita) {
        sunita.open("/casefiles/new", "Open a case file");
        fill(sunita);
        sunita.press("Open the case file");
        sunita.mustRead("h2", "Known already?");
        sunita.look("known-already");
        assertThat(sunita.page.locator("#child-name")).hasValue("Unborn Rookwood");
    }

    private static void people(Visitor olive, String reference) {
        olive.open("/casefiles/" + reference + "/people/new", "Record somebody of the family");
        olive.page.selectOption("#tie", "PARTNER");
        olive.page.selectOption("#to", new com.microsoft.playwright.options.SelectOption().setLabel("Nell Rookwood"));
        olive.page.fill("#person-name", "Ned Rookwood");
        olive.look("record-person");
        olive.press("Record this person");
        olive.mustRead(".govuk-panel__title", "Ned Rookwood is recorded");
        olive.open("/casefiles/" + reference + "/relationships", "What they are to each other");
        olive.page.locator("summary", new com.microsoft.playwright.Page.LocatorOptions().setHasText("It has ended")).first().click();
        olive.look("relationships");
    }

    private static void households(Visitor olive, String reference) {
        olive.open("/casefiles/" + reference + "/households", "Where they live");
        olive.page.fill("#address", "3 Rook Lane");
        olive.page.locator("#people").check();
        olive.press("Record it");
        olive.mustRead("h2", "3 Rook Lane");
        olive.page.locator("summary", new com.microsoft.playwright.Page.LocatorOptions().setHasText("must not be known")).click();
        olive.look("households");
    }

    private static void asksToClose(Visitor olive, String reference) {
        olive.open("/casefiles/" + reference + "/close", "Close the case file");
        olive.press("Ask to close the case file");
        assertThat(olive.page.locator(".govuk-error-summary li")).hasCount(2);
        olive.page.fill("#summary", "The family moved away before the birth.");
        olive.page.fill("#forTheChild", "Another authority goes on.");
        olive.look("ask-to-close");
        olive.press("Ask to close the case file");
        olive.mustRead("p", "It waits for the line supervisor.");
    }
}
