package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The pages that no other walk passes: signing in, finding a family, urgent access, what is not there. */
class PagesE2E extends Walk {

    @Test
    void signingInSaysWhatIsWrong() {
        try (Visitor somebody = stranger()) {
            somebody.open("/casefiles", "Sign in");
            somebody.look("login");
            somebody.page.fill("#username", "ines");
            somebody.page.fill("#password", "guessed");
            somebody.press("Sign in");
            somebody.mustRead(".govuk-error-summary", "The user name or the password is not right.");
            somebody.look("login-refused");
        }
    }

    @Test
    void aFamilyIsFoundWithAReasonOnly() {
        try (Visitor sven = signIn("sven")) {
            sven.open("/casefiles", "Families");
            sven.look("families");
            sven.page.fill("#q", "Specimen");
            sven.press("Find");
            sven.mustRead(".govuk-error-summary", "Write why you look for this family.");
            sven.page.fill("#reason", "The school rang about Spencer.");
            sven.press("Find");
            sven.mustRead("h2", "found");
            sven.look("families-found");
            sven.open("/casefiles/NOBODY", "This page cannot be shown");
            sven.look("not-there");
        }
    }

    @Test
    void whoRunsTheSystemSeesAlarmsAndMailThatHasNotArrived() {
        try (Visitor ada = signIn("ada")) {
            ada.open("/alarms", "Alarms");
            ada.mustRead("h2", "No alarm stands");
            ada.mustRead(".govuk-inset-text", "no mail server is set");
            ada.look("alarms");
            Locator strip = ada.page.locator(".tl-alarm");
            ada.page.waitForCondition(() -> {
                RunningThroughline.get().anAlarmStands();
                ada.open("/", "Hello");
                return strip.count() == 1;
            });
            ada.page.setViewportSize(360, 740);
            ada.look("strip-of-alarms-360px");
            strip.locator("a").click();
            ada.mustRead("h1", "Alarms");
            ada.look("alarm-stands-360px");
        }
    }

    @Test
    void whoRunsTheSystemSeesRootsAndLogins() {
        try (Visitor ada = signIn("ada")) {
            ada.open("/roots", "Roots");
            Locator sign = ada.page.getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText("Sign a root now"));
            if (sign.count() == 1) {
                sign.click();
                ada.mustRead(".govuk-inset-text", "is signed, and goes out by file and by mail.");
            }
            ada.mustRead("dd", "signed on");
            ada.press("Verify the whole record");
            ada.mustRead(".govuk-inset-text", "Everything stands as it was filed.");
            ada.mustRead("p", "had it verified");
            ada.look("roots");
            ada.open("/logins", "Logins");
            ada.mustRead("p", "No identity provider is in use: people sign in with a password that is kept here.");
            ada.page.setViewportSize(360, 740);
            ada.look("logins-360px");
            ada.open("/roots", "Roots");
            ada.look("roots-360px");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "throughline.full", matches = "true")
    void anAdministratorChangesARuleForAReasonThatIsKept() {
        try (Visitor ada = signIn("ada")) {
            ada.open("/rules", "Rules");
            Locator rule = ada.page.locator("#rule-RR5");
            rule.locator("summary").click();
            rule.locator("#rule-RR5-value").fill("three hundred");
            rule.getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText("Change it")).click();
            ada.mustRead(".govuk-error-summary", "Give a number above nought, such as 2 or 2.5.");
            ada.mustRead(".govuk-error-summary", "Say why this is changed, and who decided it.");
            ada.look("rule-refused");
            rule.locator("#rule-RR5-value").fill("290");
            rule.locator("#rule-RR5-reason").fill("Decided by the partnership on Monday.");
            rule.getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText("Change it")).click();
            ada.mustRead(".govuk-inset-text", "RR5 is 290 entries from now on. It was 300.");
            ada.mustRead("li", "Decided by the partnership on Monday.");
            ada.look("rules");
            ada.open("/rules/figures", "How often each rule spoke");
            ada.mustRead("table", "See the child under the protection plan");
            ada.look("rule-figures");
        }
    }

    @Test
    void urgentAccessSaysWhatToDoFirst() {
        try (Visitor ines = signIn("ines")) {
            ines.open("/casefiles/EXAMPLE/urgent-access", "Urgent access");
            ines.mustRead(".govuk-warning-text", "ring 999 first");
            ines.press("Take urgent access");
            ines.mustRead(".govuk-error-summary", "A reason is needed");
            ines.look("urgent-access-refused");
            assertThat(ines.page.locator("#reason")).isVisible();
        }
    }

    /** Late, noticed by the sweep, answered, and seen by the service manager. */
    @Test
    void whatIsLateIsAnsweredAndSeenInTheLine() {
        Arranged family = Arranged.askedFor("Elderberry");
        RunningThroughline.get().isLate(family.handover);
        try (Visitor olive = signIn("olive"); Visitor sven = signIn("sven")) {
            Locator work = olive.work("See that it happens", "Prepare the transfer summary");
            olive.page.waitForCondition(() -> {
                olive.open("/", "Hello");
                return work.count() == 1;
            });
            work.click();
            olive.mustRead("li", "Told as the one who owes it.");
            olive.press("Record this");
            olive.mustRead(".govuk-error-summary", "Choose what you did.");
            olive.look("see-to-it-refused");
            olive.page.getByLabel("I saw to it").check();
            olive.fillDate("expectedBy", today());
            olive.page.fill("#words", "I write it this afternoon.");
            olive.look("see-to-it");
            olive.finish("Record this", "Your answer is recorded");
            sven.open("/obligations", "Must happen by");
            sven.page.getByLabel("Only what is late").check();
            sven.mustRead("tr", "Now with Olive");
            sven.look("must-happen-by");
        }
    }
}
