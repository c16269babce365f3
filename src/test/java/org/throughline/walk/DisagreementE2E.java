package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** "I do not agree": written on the case file, answered, not agreed, answered one level up, settled. */
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class DisagreementE2E extends Walk {

    @Test
    void oneWritesTheNextLevelAnswersAndTheFirstSaysThatItIsSettled() {
        String file = "/casefiles/" + Arranged.askedFor("Nettle").reference;
        try (Visitor olive = signIn("olive")) {
            olive.open(file + "/disagreements", "Nettle");
            olive.look("disagreements-none");
            olive.open(file + "/disagreements/new", "I do not agree");
            olive.press("Send it");
            assertThat(olive.page.locator(".govuk-error-summary li")).hasCount(6);
            olive.look("disagreement-faults");
            olive.page.selectOption("#with", "sunita");
            olive.page.selectOption("#subject", "THRESHOLD");
            olive.page.fill("#what", "The file is to be handed over in the middle of an assessment.");
            olive.page.fill("#why", "The assessment would begin again.");
            olive.page.fill("#couldHappen", "Nobody sees him for weeks.");
            olive.page.fill("#safeMeanwhile", "I visit on Thursday.");
            olive.press("Send it");
            olive.mustRead(".govuk-panel__title", "It is written");
        }
        try (Visitor sunita = signIn("sunita")) {
            answer(sunita, file, "disagreement-answer");
        }
        try (Visitor olive = signIn("olive")) {
            open(olive, file);
            olive.openInTasklist(olive.page.locator("a.govuk-button").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Say whether you agree now")).getAttribute("href")
                    .replaceAll(".*/", ""));
            olive.mustRead("[data-throughline] h2", "Say whether you agree now");
            olive.lookInside("tasklist-disagreement-decide");
            open(olive, file);
            olive.page.locator("a.govuk-button").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Say whether you agree now")).click();
            olive.page.locator("input[value=NOT_AGREED]").check();
            olive.press("Record this");
            assertThat(olive.page.locator(".govuk-error-summary li")).hasCount(2);
            olive.look("disagreement-decide");
            olive.page.fill("#words", "A joint visit is not an assessment.");
            olive.page.fill("#safety", "I ring every day.");
            olive.finish("Record this", "The next level is asked");
            open(olive, file);
            olive.look("disagreement-one");
            olive.mustRead("p", "Line manager (E2)");
        }
    }

    private static void open(Visitor who, String file) {
        who.open(file + "/disagreements", "Nettle");
        who.look("disagreements-open");
        who.page.locator(".tl-section a").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("does not agree with")).first().click();
        who.mustRead("h2", "What was said to it");
    }

    private static void answer(Visitor who, String file, String look) {
        open(who, file);
        who.press("I have read it");
        who.mustRead("li", "has read it");
        who.page.locator("a.govuk-button").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Answer the disagreement")).click();
        who.press("Send this answer");
        assertThat(who.page.locator(".govuk-error-summary li")).hasCount(3);
        who.look(look);
        who.page.fill("#plan", "We visit together on Wednesday; the assessment goes on.");
        who.page.fill("#safety", "His grandmother is there every morning.");
        who.page.fill("#attendees", "Both of us, by telephone.");
        who.finish("Send this answer", "Your answer is sent");
    }
}
