package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;

/** The page on which a history is read, as its reader uses it. */
final class Reading {

    private final Visitor reader;

    Reading(Visitor reader) {
        this.reader = reader;
        assertThat(reader.page.locator(".tl-progress p")).containsText("read");
        assertThat(entry()).isVisible();
    }

    /** The heading of the entry that is open. */
    Locator entry() {
        return reader.page.locator(".tl-entry .govuk-heading-m");
    }

    void progressMustSay(String words) {
        assertThat(reader.page.locator(".tl-progress p")).containsText(words);
    }

    /** The button, once the server would take the receipt. */
    Locator markAsRead() {
        Locator mark = reader.page.locator("[data-act=read]");
        assertThat(mark).hasAttribute("aria-disabled", "false");
        return mark;
    }

    /** Reads every entry that is left, one receipt each; how many that were. */
    int readWhatIsLeft() {
        int receipts = 0;
        int left = left();
        while (left > 0) {
            goOn(() -> markAsRead().click());
            receipts++;
            left--;
        }
        return receipts;
    }

    /** Does what marks the open entry as read, and waits for the next one. */
    void goOn(Runnable mark) {
        String open = entry().textContent();
        mark.run();
        assertThat(entry()).not().hasText(open);
    }

    private int left() {
        Locator bar = reader.page.locator(".tl-progress progress");
        return Integer.parseInt(bar.getAttribute("max")) - (int) Double.parseDouble(bar.evaluate("bar => bar.value").toString());
    }
}
