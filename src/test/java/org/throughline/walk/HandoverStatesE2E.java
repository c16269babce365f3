package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The states of a handover beside its straight way: each is arranged over REST, then looked at and gone on from in the browser. */
class HandoverStatesE2E extends Walk {

    @Test
    @EnabledIfSystemProperty(named = "throughline.full", matches = "true")
    void whatWasSignedBackIsReadAgainAndTheAgenciesAreTold() {
        Arranged family = Arranged.askedFor("Ashdown").summary().acceptance().discussion().reading().account();
        try (Visitor sunita = signIn("sunita"); Visitor ines = signIn("ines")) {
            talkAgain(sunita, ines, family);
            readAgain(ines, family.account().signOff("READ_AGAIN", "Read what the police wrote in February."));
            agenciesAreTold(ines, family.reading().account().signOff("AGREED", null));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "throughline.full", matches = "true")
    void declinedWithAReasonAndAVisitThatHasAlreadyHappened() {
        Arranged family = Arranged.askedFor("Birchwood");
        try (Visitor sunita = signIn("sunita"); Visitor ines = signIn("ines")) {
            supervisorWritesOnWhatWasTold(sunita, family);
            declined(sunita, family);
            alreadyHappened(ines, Arranged.askedFor("Cedarhurst").summary().acceptance());
            answersForIt(sunita);
            whoIsAway(sunita);
        }
    }

    /** More than a hundred entries: what is routine and long ago is read by period, with one receipt for at most fifty (RR1, RR4). */
    @Test
    void whatIsRoutineAndLongAgoIsReadTogether() {
        Arranged family = Arranged.askedForAndWeighed("Foxglove", 110).summary().acceptance().discussion();
        try (Visitor ines = signIn("ines")) {
            ines.openStep(family);
            Reading reading = new Reading(ines);
            reading.progressMustSay("0 of 119 read");
            Locator periods = ines.page.locator("button").filter(new Locator.FilterOptions().setHasText("50 entries read together"));
            ines.press("Show more entries");
            assertThat(periods).hasCount(1);
            ines.press("Show more entries");
            assertThat(periods).hasCount(2);
            periods.first().click();
            ines.mustRead("p", "None of them is a key entry.");
            assertThat(ines.page.locator(".tl-period-item")).hasCount(50);
            ines.look("reading-a-period");
            reading.markAsRead().click();
            reading.progressMustSay("50 of 119 read");
            ines.page.setViewportSize(360, 740);
            ines.look("reading-after-a-period-360px");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "throughline.full", matches = "true")
    void anotherWorkerIsNamedAndTheHandoverIsWithdrawn() {
        Arranged family = Arranged.askedFor("Damson").summary().acceptance().discussion();
        try (Visitor sunita = signIn("sunita")) {
            anotherWorker(sunita, family);
            withdrawn(sunita, family);
            Arranged.askedFor("Bullace").summary();
            fromTasklistToOurForm(sunita);
        }
    }

    private static void talkAgain(Visitor sunita, Visitor ines, Arranged family) {
        sunita.openStep(family);
        sunita.fillDate("talkedOn", today());
        sunita.page.fill("#talkedHow", "In my office");
        sunita.page.fill("#question", "Who sees Toby at night?");
        sunita.page.fill("#answer", "Nobody yet.");
        sunita.page.getByLabel("Talk again").check();
        sunita.press("Give it back with your reasons");
        sunita.mustRead(".govuk-error-summary", "Write what should be talked over or read again, and why.");
        sunita.page.fill("#reasons", "The account does not say who is at home in the evening.");
        sunita.look("talk-again");
        sunita.finish("Give it back with your reasons", "It has gone back with your reasons");
        ines.openStep(family);
        ines.mustRead(".govuk-inset-text", "The account does not say who is at home in the evening.");
        ines.mustRead("label", "Toby");
        assertThat(ines.page.locator("#q2")).hasValue("I do not know yet; I will ask Hester Visitor.");
        ines.look("account-given-back");
    }

    private static void readAgain(Visitor ines, Arranged family) {
        ines.openStep(family);
        ines.mustRead(".govuk-inset-text", "Read what the police wrote in February.");
        new Reading(ines).progressMustSay("9 of 9 read");
        ines.look("reading-given-back");
    }

    private static void agenciesAreTold(Visitor ines, Arranged family) {
        ines.open("/handovers/" + family.handover, "Handover");
        assertThat(ines.page.locator("#agency-0")).hasValue("Family doctors' practice");
        assertThat(ines.page.locator("#agency-2")).hasValue("Police");
        ines.press("Record that these agencies were told");
        ines.mustRead(".govuk-error-summary", "Write how you told Family doctors' practice.");
        for (int row = 0; row < 3; row++) {
            ines.page.fill("#agency-" + row + "-how", "By telephone");
            ines.fillDate("agency-" + row + "-on", today());
        }
        ines.look("agencies");
        ines.press("Record that these agencies were told");
        ines.mustRead("li", "agencies told");
        ines.mustRead("summary", "Record another agency that was told");
        assertThat(ines.page.locator("#agency-0")).not().isVisible();
        ines.look("agencies-told");
        ines.open("/handovers/" + family.handover + "/before-you-knock", "Before you knock");
        Locator others = ines.page.locator("section").filter(new Locator.FilterOptions().setHasText("Who else works with them"));
        assertThat(others).containsText("Hester Visitor");
        assertThat(others).not().containsText("Olive Outgoing");
    }

    private static void supervisorWritesOnWhatWasTold(Visitor sunita, Arranged family) {
        sunita.open("/handovers/" + family.handover, "Handover");
        sunita.mustRead("h2", "Do this step for Olive Outgoing");
        sunita.look("handover-taking-over");
        sunita.press("Take this step over");
        sunita.page.getByText("Open this step").click();
        assertThat(sunita.page.locator(".tl-actions")).isVisible();
        sunita.fillEveryText("Olive told me: not known.");
        sunita.page.locator("#readiness input[type=checkbox]").all().forEach(Locator::check);
        sunita.press("Hand over this summary");
        sunita.mustRead(".govuk-error-summary", "Say whether this rests on what Olive Outgoing told you, or is impossible.");
        sunita.page.getByLabel("On what Olive Outgoing told me").check();
        sunita.fillDate("behalf-on", today());
        sunita.look("summary-on-behalf");
        sunita.finish("Hand over this summary", "The summary is handed over");
        assertThat(family.step()).isEqualTo("DECIDE_ACCEPTANCE");
    }

    private static void declined(Visitor sunita, Arranged family) {
        sunita.openStep(family);
        sunita.page.getByLabel("Decline", new Page.GetByLabelOptions().setExact(true)).check();
        sunita.press("Keep this decision");
        sunita.mustRead(".govuk-error-summary", "Write why you decline.");
        sunita.page.fill("#reason", "The assessment is two years old. Finish it first.");
        sunita.look("decline");
        sunita.finish("Keep this decision", "The handover is declined");
        sunita.open("/handovers/" + family.handover, "Handover");
        sunita.mustRead(".govuk-inset-text", "The assessment is two years old. Finish it first.");
        sunita.mustRead("a", "Ask for a handover again");
        sunita.look("handover-declined");
    }

    private static void alreadyHappened(Visitor ines, Arranged family) {
        ines.open("/casefiles/" + family.reference + "/entries/new", "Record an entry");
        ines.page.check("#persons");
        ines.page.selectOption("#type", "VISIT");
        ines.page.fill("#summary", "Toby was crying in the street; I took him home.");
        ines.press("Record this entry");
        ines.mustRead("h2", "Has it already happened?");
        ines.press("It has already happened: record it");
        ines.mustRead(".govuk-error-summary", "Write why. One sentence is enough.");
        ines.page.fill("#markReason", "I met him by chance and could not leave him there.");
        ines.look("already-happened");
        ines.finish("It has already happened: record it", "Recorded, and marked as made without authority");
        ines.look("marked");
        ines.open("/casefiles/" + family.reference + "/history", "Cedarhurst");
        ines.mustRead("article", "Made without authority");
    }

    /** The line of a field that has been filled leaves the summary with the next check. */
    private static void answersForIt(Visitor sunita) {
        sunita.open("/", "Hello");
        sunita.page.getByText("Answer for an act made without authority").first().click();
        sunita.mustRead("h1", "An act made without authority");
        sunita.mustRead("dd", "I met him by chance and could not leave him there.");
        sunita.press("Record this answer");
        assertThat(sunita.page.locator(".govuk-error-summary li")).hasCount(2);
        sunita.page.getByLabel("It had to be done").check();
        sunita.press("Record this answer");
        assertThat(sunita.page.locator(".govuk-error-summary li")).hasText(new String[] {"Write what follows from it. One sentence is enough."});
        sunita.look("answer-for-an-act");
        sunita.page.fill("#words", "Ines reads the history before she goes again.");
        sunita.press("Record this answer");
        sunita.mustRead(".govuk-panel__title", "Your answer is recorded");
        sunita.open("/", "Hello");
        assertThat(sunita.page.getByText("Answer for an act made without authority")).hasCount(0);
        sunita.look("home-of-a-team-manager");
    }

    private static void whoIsAway(Visitor sunita) {
        RunningThroughline.get().isAway("olive", true);
        try {
            Locator olive = sunita.page.locator("section[aria-label='Olive Outgoing']");
            sunita.page.waitForCondition(() -> {
                sunita.open("/people/away", "People away");
                return olive.count() == 1;
            });
            assertThat(olive).containsText("away until");
            olive.locator("button").click();
            sunita.mustRead(".govuk-error-summary", "Choose from the list who does the work.");
            sunita.look("people-away");
            sunita.page.fill("#to-olive", "Ines Incoming");
            olive.locator(".govuk-button").click();
            sunita.mustRead(".govuk-inset-text", "given to somebody else");
            sunita.page.setViewportSize(360, 740);
            sunita.look("people-away-360px");
            sunita.page.setViewportSize(1280, 900);
        } finally {
            RunningThroughline.get().isAway("olive", false);
        }
        sunita.page.locator("[aria-label='Say that Olive Outgoing leaves']").click();
        sunita.mustRead("h1", "Olive Outgoing leaves");
        sunita.press("Announce for all families");
        assertThat(sunita.page.locator(".govuk-error-summary li")).hasCount(2);
        sunita.look("leaving");
    }

    private static void anotherWorker(Visitor sunita, Arranged family) {
        sunita.open("/handovers/" + family.handover, "Handover");
        sunita.page.getByText("Name another new worker").click();
        sunita.press("Name this worker instead");
        sunita.mustRead(".govuk-error-summary", "Name the other worker: choose one from the list.");
        sunita.page.fill("#reassign-incoming", "sven");
        sunita.page.fill("#reassign-reason", "Ines moves to another team.");
        sunita.look("reassign");
        sunita.press("Name this worker instead");
        sunita.mustRead(".govuk-summary-list", "Sven Service");
        sunita.look("handover-of-another-worker");
        assertThat(family.step()).isEqualTo("DECIDE_ACCEPTANCE");
    }

    private static void withdrawn(Visitor sunita, Arranged family) {
        sunita.open("/handovers/" + family.handover, "Handover");
        sunita.page.locator("summary").filter(new Locator.FilterOptions().setHasText("Withdraw this handover")).click();
        sunita.page.fill("#withdraw-reason", "Olive stays with the family.");
        sunita.look("withdraw");
        sunita.press("Withdraw this handover");
        sunita.mustRead(".govuk-inset-text", "Olive stays with the family.");
        assertThat(sunita.page.getByText("Open this step")).hasCount(0);
        sunita.look("handover-withdrawn");
    }

    /** A handover is asked for in our own form, from Tasklist too; no dialogue of the engine offers processes. */
    private static void fromTasklistToOurForm(Visitor sunita) {
        sunita.go("/camunda/app/tasklist/default/");
        Locator ask = sunita.page.getByText("Ask for a handover").and(sunita.page.locator(":visible"));
        assertThat(ask).hasCount(1);
        assertThat(sunita.page.locator("li.task").first()).isVisible();
        sunita.keepPicture("tasklist-bar");
        ask.click();
        sunita.mustRead("h1", "Ask for a handover");
    }
}
