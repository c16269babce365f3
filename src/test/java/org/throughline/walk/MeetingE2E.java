package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** A meeting as its convenor, those who are asked, one of them on a telephone, and its chair see it. */
class MeetingE2E extends Walk {

    private String meeting;

    @Test
    void aMeetingIsCalledForConvenedHeldAndReadByEveryAgency() {
        Arranged family = Arranged.askedFor("Quorum");
        try (Visitor olive = signIn("olive")) {
            called(olive, family);
            convened(olive);
            letter(olive);
        }
        try (Visitor hester = signIn("hester")) {
            asked(hester);
        }
        try (Visitor olive = signIn("olive")) {
            step(olive);
            for (Locator coming : olive.page.locator("[data-field^='place-'] input[value=COMING]").all()) {
                coming.check();
            }
            olive.look("meeting-prepare");
            olive.finish("The meeting is prepared", "The meeting is prepared");
        }
        try (Visitor sunita = signIn("sunita")) {
            held(sunita);
            minutes(sunita);
        }
        for (String reader : new String[] {"hester", "gita"}) {
            try (Visitor visitor = signIn(reader)) {
                visitor.open("/meetings/" + meeting, "Multi-agency planning meeting");
                visitor.mustRead(".tl-text", "What was agreed");
                visitor.look("meeting-minutes-" + reader);
                visitor.press("I have read the minutes");
                assertThat(visitor.page.getByText("Please read the minutes below")).hasCount(0);
            }
        }
        try (Visitor sunita = signIn("sunita")) {
            step(sunita);
            sunita.press("End this meeting");
            sunita.mustRead(".govuk-error-summary", "Police has not confirmed the minutes.");
            sunita.look("meeting-minutes-read");
            sunita.fillEveryText("Rung twice; Petra is away until Monday.");
            sunita.finish("End this meeting", "The meeting has ended");
            sunita.open("/meetings/" + meeting, "Multi-agency planning meeting");
            sunita.mustRead(".govuk-inset-text", "Held, and its minutes read");
            sunita.look("meeting-ended");
        }
    }

    private void called(Visitor olive, Arranged family) {
        olive.go("/casefiles/" + family.reference + "/meetings");
        olive.mustRead("h2", "Meetings");
        olive.page.locator("summary", new Page.LocatorOptions().setHasText("Call for a meeting yourself")).click();
        olive.press("Call for this meeting");
        assertThat(olive.page.locator(".govuk-error-summary li")).hasCount(2);
        olive.look("meetings-of-a-child");
        olive.page.selectOption("#kind", "PLANNING");
        olive.page.fill("#why", "Three agencies work with the family and have never met.");
        olive.press("Call for this meeting");
        olive.mustRead("h1", "Multi-agency planning meeting");
        meeting = olive.page.url().replaceAll(".*/", "");
        olive.look("meeting-called-for");
    }

    private void convened(Visitor olive) {
        step(olive);
        olive.press("Continue");
        olive.mustRead(".govuk-error-summary", "Choose what you propose.");
        olive.page.locator("input[name=outcome][value=NOT_CONVENE]").check();
        olive.look("meeting-propose-not");
        olive.page.locator("input[name=outcome][value=ALREADY_HELD]").check();
        olive.look("meeting-already-held");
        olive.page.locator("input[name=outcome][value=CONVENE]").check();
        olive.fillDate("date", today());
        olive.page.fill("#time", "23:59");
        olive.page.fill("#agenda", "Who sees the child when.");
        olive.press("Continue");
        olive.mustRead(".govuk-error-summary", "neutral room");
        olive.look("meeting-convene-missing");
        olive.page.fill("#room", "Room 2, Civic Centre");
        for (Locator invited : olive.page.locator("[data-field^='family-'] input[value=yes]").all()) {
            invited.check();
        }
        olive.look("meeting-convene");
        olive.finish("Continue", "The meeting is convened");
    }

    /** What one of the family is given by hand, read first on a small telephone. */
    private void letter(Visitor olive) {
        olive.page.setViewportSize(360, 740);
        olive.open("/meetings/" + meeting, "Multi-agency planning meeting");
        olive.page.locator("a", new Page.LocatorOptions().setHasText("The letter for")).first().click();
        olive.mustRead("h1", "Dear ");
        olive.mustRead("article", "Where: Room 2, Civic Centre.");
        olive.mustRead("article", "on 0116 496 0");
        olive.look("meeting-letter-on-a-small-telephone");
        olive.page.setViewportSize(1280, 900);
    }

    private void asked(Visitor hester) {
        hester.page.setViewportSize(390, 844);
        hester.open("/meetings/" + meeting, "Multi-agency planning meeting");
        hester.look("meeting-asked-on-a-telephone");
        hester.page.locator("input[name=answer][value=COMING]").check();
        hester.press("Answer");
        hester.mustRead("legend", "You said: coming");
    }

    private void held(Visitor sunita) {
        step(sunita);
        sunita.press("Record this meeting");
        sunita.mustRead(".govuk-error-summary", "Give the day of the meeting.");
        sunita.fillDate("heldOn", today());
        sunita.press("Record this meeting");
        sunita.mustRead(".govuk-error-summary", "was there");
        sunita.look("meeting-hold-missing");
        for (Locator there : sunita.page.locator("[data-field^='attended-'] input[value=PRESENT]").all()) {
            there.check();
        }
        sunita.fillEveryText("What is known, in words.");
        sunita.page.fill("#life", "n/a");
        sunita.press("Add an action");
        sunita.page.fill("#action-0", "Ring the school.");
        sunita.page.selectOption("#action-0-owner", "gita");
        sunita.fillDate("action-0-due", today().plusDays(3));
        sunita.press("Record this meeting");
        assertThat(sunita.page.locator(".govuk-error-summary li")).hasCount(1);
        sunita.mustRead(".govuk-error-summary", "\"n/a\" is no answer");
        sunita.page.fill("#life", "Toby gets himself up; nobody has seen who is there at night.");
        sunita.look("meeting-hold");
        sunita.finish("Record this meeting", "The meeting is recorded");
    }

    private void minutes(Visitor sunita) {
        sunita.openInTasklist(task(sunita));
        sunita.lookInside("meeting-minutes-in-tasklist");
        step(sunita);
        sunita.page.fill("#all", "What was agreed.");
        sunita.press("Add a part");
        sunita.page.fill("#part-0", "For the practice");
        sunita.page.fill("#part-0-text", "What only the practice needs.");
        sunita.page.locator("#part-0-readers input").first().check();
        sunita.look("meeting-minutes");
        sunita.finish("Send the minutes round", "Every agency is asked to read the minutes");
    }

    private String task(Visitor visitor) {
        return String.valueOf(visitor.get("/api/meetings/" + meeting).at("taskId"));
    }

    /** The step at which the meeting waits for this person. */
    private void step(Visitor visitor) {
        visitor.go("/work/" + task(visitor));
        assertThat(visitor.page.locator(".tl-actions")).isVisible();
    }
}
