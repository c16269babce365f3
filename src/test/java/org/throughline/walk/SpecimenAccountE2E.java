package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The Specimen family: an account that leaves out the elder child waits for Sunita. She has two windows open and loses nothing; the
 * handover is withdrawn and asked for again, this time without a talk, so that the reading is supported.
 */
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class SpecimenAccountE2E extends Walk {

    @Test
    void twoWindowsLoseNothingAndAHandoverWithoutATalkIsSupported() {
        try (Visitor sunita = signIn("sunita"); Visitor elsewhere = signIn("sunita"); Visitor olive = signIn("olive")) {
            bothTextsAreShown(sunita, elsewhere);
            String handover = askAgainWithoutATalk(sunita, olive);
            planReading(sunita, handover);
        }
    }

    private void bothTextsAreShown(Visitor sunita, Visitor elsewhere) {
        sunita.openWork("Talk about the account and sign off", "Spencer");
        elsewhere.openWork("Talk about the account and sign off", "Spencer");
        sunita.mustRead("aside", "Key entries it does not mention");
        sunita.look("sign-off-specimen");

        sunita.page.waitForResponse(response -> response.url().endsWith("/sign-off") && response.request().method().equals("PUT") && response.ok(),
                () -> sunita.page.fill("#question", "What happened to the elder child?"));
        elsewhere.page.fill("#question", "Who sees Spencer at night?");
        Locator conflict = elsewhere.page.locator(".tl-conflict");
        assertThat(conflict).containsText("What happened to the elder child?");
        assertThat(conflict).containsText("Who sees Spencer at night?");
        elsewhere.look("conflict");
        elsewhere.press("Show what to do");
        assertThat(conflict).isInViewport();
        elsewhere.press("Use this text instead of mine");
        assertThat(elsewhere.page.locator("#question")).hasValue("What happened to the elder child?");
        assertThat(conflict).hasCount(0);
        assertThat(elsewhere.page.locator(".tl-strip")).isHidden();
    }

    private String askAgainWithoutATalk(Visitor sunita, Visitor olive) {
        String task = sunita.page.url().substring(sunita.page.url().lastIndexOf('/') + 1);
        String first = (String) sunita.get("/api/tasks/" + task).at("businessKey");
        sunita.open("/handovers/" + first, "Handover");
        sunita.look("handover-with-other-ways");
        assertThat(sunita.post("/api/handovers/" + first + "/withdrawal", "{\"reason\":\"The account leaves out the elder child.\"}").status()).isEqualTo(204);
        Visitor.Answer asked = sunita.post("/api/handovers",
                "{\"casefile\":\"SPECIMEN\",\"incoming\":\"ines\",\"type\":\"WORKER_SAME_TEAM\",\"reasonCode\":\"MANAGE\",\"discussionPossible\":false}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        String handover = (String) asked.at("id");
        olive.openWork("Prepare the transfer summary", "Spencer");
        olive.look("summary");
        olive.fillEveryText("Not known; the health visitor would know.");
        olive.page.locator("#readiness input[type=checkbox]").all().forEach(Locator::check);
        olive.finish("Hand over this summary", "The summary is handed over");
        sunita.openWork("Decide whether to accept", "Spencer");
        sunita.page.check("#outcome");
        sunita.finish("Keep this decision", "The handover is accepted");
        return handover;
    }

    private void planReading(Visitor sunita, String handover) {
        sunita.openWork("Plan", "Spencer");
        sunita.fillEveryText("Ines reads tomorrow from nine; we talk the key entries over at noon, because Olive is ill.");
        sunita.fillDate("when", today());
        sunita.look("reading-plan");
        sunita.finish("Keep this plan", "Supported reading is planned");
        assertThat(sunita.get("/api/handovers/" + handover).at("step")).isEqualTo("READ_HISTORY");
    }
}
