package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A pattern as its people see it: the history before the question, an answer on evidence, a second look by somebody else, and both at the next meeting. */
class PromptE2E extends Walk {

    private static final String WORDS = "Her sister stayed with her, and Toby was with his aunt.";

    private Arranged family;

    @Test
    void thePatternsAreDecidedOnEvidenceAndLookedAtASecondTime() {
        family = Arranged.askedFor("Hawthorn");
        try (Visitor olive = signIn("olive")) {
            aCarerLeaves(olive);
            seen(olive);
            refusedWithoutEvidence(olive);
            declined(olive);
            declinedOnATelephone(olive);
        }
        try (Visitor sunita = signIn("sunita")) {
            looks(sunita);
            acts(sunita);
            knownAtTheHandoverAndTheMeeting(sunita);
        }
        try (Visitor olive = signIn("olive")) {
            done(olive);
        }
    }

    /** She left the emergency department: P2, and with P14 of the history that was brought in the question of P17 to the manager. */
    private void aCarerLeaves(Visitor olive) {
        Visitor.Answer file = olive.get("/api/casefiles/" + family.reference);
        String mother = null;
        for (int person = 0; mother == null; person++) {
            mother = String.valueOf(file.at("people." + person + ".name")).startsWith("Sara") ? String.valueOf(file.at("people." + person + ".id")) : null;
        }
        Visitor.Answer recorded = olive.post("/api/casefiles/" + family.reference + "/entries", """
                {"eventDate":"%s","precision":"EXACT","type":"CARER_LEFT_BEFORE_SEEN","sourceAgency":"gp","sourcePerson":"letter of the hospital","persons":["%s"],
                 "summary":"Sara came to the emergency department by ambulance and left before anybody saw her.","provenance":"THIRD_PARTY","verification":"UNVERIFIED",
                 "significance":"Nobody has assessed her.","impactOnChild":"Who was with Toby is not known.","impactLevel":"UNKNOWN","actionTaken":"noted","outcome":"none: routine","key":true}"""
                .formatted(today(), mother));
        assertThat(recorded.status()).as(recorded.text()).isEqualTo(201);
    }

    private void seen(Visitor olive) {
        olive.open("/casefiles/" + family.reference, family.reference);
        olive.mustRead("#asks", "4 patterns wait for a decision");
        olive.look("prompts-on-the-case-file");
        olive.page.getByText("Read the history, and decide").click();
        olive.mustRead("h2", "What the history asks");
        assertThat(olive.page.locator("article[id^=prompt-]")).hasCount(4);
        Locator manager = pattern(olive, "P17");
        assertThat(manager).containsText("Sunita Supervisor decides this, or whoever signs for them.");
        assertThat(manager.getByText("Decide what follows")).hasCount(0);
        String text = pattern(olive, "P2").textContent();
        assertThat(text.indexOf("left before anybody saw her")).as("GD1: the history before the question").isBetween(0, text.indexOf("The question"));
        assertThat(text).contains("How it is known: told by somebody else, not checked with anyone else");
    }

    private void refusedWithoutEvidence(Visitor olive) {
        Locator leaving = pattern(olive, "P2");
        leaving.getByText("Decide what follows").click();
        decide(leaving);
        assertThat(leaving.locator(".govuk-error-summary li")).hasText(new String[] {"Say whether something follows.", "Write your decision in your own words.", "Say what would change your decision."});
        leaving.getByLabel("Nothing follows").check();
        leaving.getByLabel("Your decision, in your own words").fill(WORDS);
        leaving.getByLabel("What would change your decision?").fill("If she is taken there again.");
        decide(leaving);
        assertThat(leaving.locator(".govuk-error-summary")).containsText("Tick at least one entry on which \"nothing follows\" rests.");
        assertThat(leaving.getByLabel("Your decision, in your own words")).hasValue(WORDS);
        leaving.locator("input[type=checkbox]").first().check();
        assertThat(leaving.getByLabel("Why is this enough?")).isVisible();
        decide(leaving);
        assertThat(leaving.locator(".govuk-error-summary")).containsText("Say in a sentence why it is enough");
        assertThat(leaving.locator("input[type=checkbox]").first()).isChecked();
        assertThat(leaving.getByLabel("Your decision, in your own words")).hasValue(WORDS);
        olive.look("prompt-refused-on-weak-evidence");
    }

    private void declined(Visitor olive) {
        Locator leaving = pattern(olive, "P2");
        leaving.getByText("Choose another entry of the history").click();
        leaving.locator("label", new Locator.LocatorOptions().setHasText("Domestic")).first().click();
        assertThat(leaving.getByLabel("Why is this enough?")).isHidden();
        decide(leaving);
        olive.mustRead(".govuk-notification-banner", "Your decision stands, with the evidence that you named.");
        assertThat(pattern(olive, "P2")).containsText("seen or heard by the professional, confirmed from another side");
        assertThat(pattern(olive, "P2")).containsText(WORDS);
    }

    private void declinedOnATelephone(Visitor olive) {
        olive.page.setViewportSize(360, 740);
        olive.open("/casefiles/" + family.reference + "/prompts", family.reference);
        Locator factors = pattern(olive, "P14");
        factors.getByText("Decide what follows").click();
        factors.getByLabel("Nothing follows").check();
        factors.locator("input[type=checkbox]").first().check();
        Locator enough = factors.getByLabel("Why is this enough?");
        if (enough.isVisible()) {
            enough.fill("Her sister confirmed it to me.");
        }
        factors.getByLabel("Your decision, in your own words").fill("It is known, and the doctor sees her each month.");
        factors.getByLabel("What would change your decision?").fill("If she stops going.");
        olive.look("prompt-form-360px");
        decide(factors);
        olive.mustRead("h2", "To be looked at a second time");
        olive.mustRead("#second-look", "Sunita Supervisor looks at them a second time");
        olive.page.setViewportSize(1280, 900);
    }

    private void looks(Visitor sunita) {
        sunita.open("/", "Hello");
        sunita.page.locator("a", new Page.LocatorOptions().setHasText("look a second time at the patterns that were declined")).and(sunita.page.locator("a[href*='/" + family.reference + "/']")).click();
        Locator look = sunita.page.locator("#second-look");
        sunita.press("Record this second look");
        assertThat(look.locator(".govuk-error-summary li")).hasText(new String[] {"Say whether you agree.", "Say in your own words why."});
        look.getByLabel("Why, in your own words?").fill("Who was with Toby is still not known.");
        sunita.page.setViewportSize(360, 740);
        sunita.look("prompt-second-look-360px");
        sunita.page.setViewportSize(1280, 900);
        look.getByLabel("No, they must be decided again").check();
        assertThat(look.getByLabel("Why, in your own words?")).hasValue("Who was with Toby is still not known.");
        sunita.press("Record this second look");
        sunita.mustRead(".govuk-notification-banner", "You did not agree. They wait for a decision again.");
        assertThat(sunita.page.locator(".tl-next")).not().containsText("look a second time");
        assertThat(sunita.page.locator("article", new Page.LocatorOptions().setHasText("the second look did not agree"))).hasCount(2);
    }

    private void acts(Visitor sunita) {
        Locator still = pattern(sunita, "P17");
        still.getByText("Decide what follows").click();
        still.getByLabel("Something follows").check();
        decide(still);
        assertThat(still.locator(".govuk-error-summary li")).hasCount(5);
        still.getByLabel("What is to be done?").fill("Ring the hospital and the aunt.");
        still.getByLabel("Who does it?").selectOption("olive");
        String by = still.locator("input[id^=by-]").first().getAttribute("id");
        sunita.fillDate(by, today().plusDays(2));
        still.getByLabel("Your decision, in your own words").fill("It is not family support alone any more.");
        still.getByLabel("What would change your decision?").fill("If the doctor has seen her this week.");
        sunita.look("prompt-acts");
        decide(still);
        sunita.mustRead(".govuk-notification-banner", "owed by the day that you named");
    }

    private void knownAtTheHandoverAndTheMeeting(Visitor sunita) {
        Visitor.Answer meeting = sunita.post("/api/casefiles/" + family.reference + "/meetings", "{\"kind\":\"PLANNING\",\"why\":\"Nobody knows who was with Toby.\"}");
        assertThat(meeting.status()).as(meeting.text()).isBetween(200, 201);
        sunita.open("/meetings/" + meeting.at("id"), "planning meeting");
        Locator asked = sunita.page.locator("section", new Page.LocatorOptions().setHasText("What the history asks"));
        assertThat(asked).containsText("waits for a decision of Olive Outgoing");
        assertThat(asked).containsText("declined by Olive Outgoing");
        assertThat(asked).containsText("Sunita Supervisor did not agree.");
        sunita.look("prompts-at-the-meeting");
    }

    private void done(Visitor olive) {
        olive.open("/", "Hello");
        olive.page.locator("a[href*='/" + family.reference + "/']", new Page.LocatorOptions().setHasText("Do what was decided upon a pattern")).click();
        assertThat(olive.page).hasURL(Pattern.compile(".*/prompts#prompt-.*"));
        Locator decided = pattern(olive, "P17");
        decided.getByLabel("What came of it?").fill("The aunt had Toby for the night; the doctor sees Sara on Monday.");
        decided.getByText("It is done").click();
        olive.mustRead(".govuk-notification-banner", "It is done");
        assertThat(pattern(olive, "P17")).containsText("The aunt had Toby for the night");
        olive.openStep(family);
        assertThat(olive.page.locator("#readiness li", new Page.LocatorOptions().setHasText("Patterns of the history"))).containsText("To read");
        olive.page.setViewportSize(360, 740);
        olive.look("prompts-at-the-handover-360px");
        olive.page.setViewportSize(1280, 900);
    }

    /** The latest of this rule. */
    private static Locator pattern(Visitor visitor, String rule) {
        return visitor.page.locator("article[id^=prompt-]", new Page.LocatorOptions().setHasText(Pattern.compile("Pattern " + rule + "\\b"))).first();
    }

    private static void decide(Locator pattern) {
        pattern.getByText("Record this decision").click();
    }
}
