package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tasklist in plain words also where its words come late: the first visit of a browser, a slow line. */
class TasklistWordsE2E extends Walk {

    private static final String WORDS_COME_LATE = """
            localStorage.clear();
            const late = act => setTimeout(act, 2000);
            const words = address => String(address).includes('/locales/');
            const asked = window.fetch;
            window.fetch = (address, how) => words(address) ? new Promise(done => late(() => done(asked(address, how)))) : asked(address, how);
            const { open, send } = XMLHttpRequest.prototype;
            XMLHttpRequest.prototype.open = function (method, address, ...rest) { this.words = words(address); return open.call(this, method, address, ...rest); };
            XMLHttpRequest.prototype.send = function (body) { return this.words ? late(() => send.call(this, body)) : send.call(this, body); };
            """;

    @Test
    void theListsShowWordsAlsoWhereTheWordsComeLast() {
        try (Visitor ines = signIn("ines")) {
            ines.look("home");
            ines.page.addInitScript(WORDS_COME_LATE);
            ines.go("/camunda/app/tasklist/default/");
            ines.mustRead("body", "Read the family's history");
            assertThat(ines.page.locator("body")).not().containsText(Pattern.compile("CREATION_DATE|SEARCH_PLACEHOLDER"));
            ines.keepPicture("tasklist-first-visit");
        }
    }
}
