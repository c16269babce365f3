package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
