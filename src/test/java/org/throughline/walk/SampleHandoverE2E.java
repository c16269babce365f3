package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The Sample family from the request to the first visit. An act is one thing that stays in the record: a form handed on, or one
 * receipt for one entry read.
 */
class SampleHandoverE2E extends Walk {

    /** So slowly that a busy machine still tries the first receipt too soon. */
    private static final int SLOWLY = 3;

    private int acts;

    @Test
    void aWholeHandoverTakesFewerThanTwentyFiveActs() {
        RunningThroughline.get().wordsPerSecond(AS_DELIVERED);
        try (Visitor sunita = signIn("sunita"); Visitor olive = signIn("olive"); Visitor ines = signIn("ines")) {
            String handover = ask(sunita);
            writeSummary(olive, handover);
            accept(sunita);
            recordDiscussion(olive);
            readHistory(ines, handover);
            writeAccount(ines);
            signOff(sunita);
            lookAtThePageToPrint(ines, handover);
            tellTheFamily(ines);
            visit(ines);
            assertThat(acts).isLessThan(25);
            recheck(sunita, handover);
        }
    }

    private String ask(Visitor sunita) {
        sunita.look("home-supervisor");
        sunita.open("/handovers/new?casefile=SAMPLE", "Ask for a handover");
        sunita.press("Ask for this handover");
        sunita.mustRead(".govuk-error-summary__title", "2 things are still missing");
        sunita.look("request-refused");
        sunita.page.fill("#incoming", "ines");
        sunita.page.check("#discussion");
        sunita.finish("Ask for this handover", "The handover has been asked for");
        acts++;
        String href = sunita.page.getByText("See where it stands").getAttribute("href");
        return href.substring(href.lastIndexOf('/') + 1);
    }

    /** In Tasklist, with the form embedded. */
    private void writeSummary(Visitor olive, String handover) {
        olive.openInTasklist(task(olive, handover));
        olive.fillEveryText("Not known. The health visitor would know.");
        olive.page.fill("#HS5", "The police were called (S-4) and a bruise was seen (S-7): Sam may not be safe with both adults.");
        olive.page.locator("#readiness input[type=checkbox]").all().forEach(Locator::check);
        olive.lookInside("tasklist-summary");
        olive.press("Hand over this summary");
        acts++;
        assertThat(olive.page.locator("[data-throughline]")).hasCount(0);
        assertThat(step(olive, handover)).isEqualTo("DECIDE_ACCEPTANCE");
    }

    private void accept(Visitor sunita) {
        sunita.openWork("Decide whether to accept", "Sam");
        sunita.page.check("#outcome");
        sunita.look("acceptance");
        sunita.finish("Keep this decision", "The handover is accepted");
        acts++;
    }

    private void recordDiscussion(Visitor olive) {
        olive.openWork("Record the discussion", "Sam");
        olive.page.check("#possible");
        olive.fillDate("date", today());
        olive.page.getByLabel("Meeting").check();
        olive.page.fill("#minutes", "40");
        olive.page.fill("#points", "What happened in February; who is at home when; what Sam says.");
        olive.page.check("#discussed");
        olive.look("discussion");
        olive.finish("Record this discussion", "The discussion is recorded");
        acts++;
    }

    /** In Tasklist, with the form embedded. */
    private void readHistory(Visitor ines, String handover) {
        RunningThroughline.get().wordsPerSecond(SLOWLY);
        ines.openInTasklist(task(ines, handover));
        Reading reading = new Reading(ines);
        reading.progressMustSay("0 of 9 read");
        int receipts = firstEntryTakesItsTime(ines, handover, reading) + reading.readWhatIsLeft();
        assertThat(receipts).isEqualTo(9);
        acts += receipts;
        reading.progressMustSay("9 of 9 read");
        ines.press("I have read the history");
        acts++;
        assertThat(ines.page.locator("[data-throughline]")).hasCount(0);
        assertThat(step(ines, handover)).isEqualTo("WRITE_ACCOUNT");
    }

    /** A receipt at once is refused by the server; a moment later it is taken. The other entries need not wait so long to prove it again. */
    private int firstEntryTakesItsTime(Visitor ines, String handover, Reading reading) {
        Locator mark = ines.page.locator("[data-act=read]");
        assertThat(mark).hasAttribute("aria-disabled", "true");
        assertThat(ines.page.locator(".tl-wait").last()).containsText("You can mark this as read in");
        String id = (String) ines.get("/api/handovers/" + handover).at("readingId");
        String[] entry = ines.page.locator(".tl-list [aria-current=true]").getAttribute("data-ref").split("/");
        Visitor.Answer tooSoon = ines.post("/api/readings/" + id + "/receipts",
                "{\"items\":[{\"casefileId\":\"" + entry[0] + "\",\"seq\":" + entry[1] + "}],\"period\":false}");
        assertThat(tooSoon.status()).as(tooSoon.text()).isEqualTo(409);
        ines.lookInside("tasklist-reading");
        reading.markAsRead();
        RunningThroughline.get().wordsPerSecond(FASTER_THAN_ANYBODY);
        reading.goOn(mark::click);
        return 1;
    }

    private void writeAccount(Visitor ines) {
        ines.openWork("Write your account", "Sam");
        ines.press("Give this account to Sunita Supervisor");
        ines.mustRead(".govuk-error-summary__title", "7 things are still missing");
        ines.look("account-refused");
        ines.fillEveryText("Sara says that it is calm; nobody has asked Sam who was at home on the day of the bruise. I will ask him, alone, this week.");
        ines.look("account");
        ines.finish("Give this account to Sunita Supervisor", "Your account is with Sunita Supervisor");
        acts++;
    }

    /** Sunita cannot sign before she has read the key entries herself. */
    private void signOff(Visitor sunita) {
        sunita.openWork("Talk about the account and sign off", "Sam");
        String form = sunita.page.url();
        sunita.fillDate("talkedOn", today());
        sunita.page.fill("#talkedHow", "In my office");
        sunita.page.fill("#question", "Who has asked Sam where Steve was?");
        sunita.page.fill("#answer", "Nobody yet.");
        sunita.page.check("#outcome");
        sunita.press("Sign");
        sunita.mustRead(".govuk-error-summary", "You have not read key entry");
        sunita.look("sign-off-refused");
        sunita.page.getByText("Read the key entries").click();
        Reading reading = new Reading(sunita);
        sunita.look("reading-key-entries");
        for (int key = 0; key < 2; key++) {
            reading.goOn(() -> reading.markAsRead().click());
            acts++;
        }
        sunita.page.navigate(form);
        sunita.mustRead("p", "You have read all 2 key entries");
        assertThat(sunita.page.locator("#question")).hasValue("Who has asked Sam where Steve was?");
        sunita.look("sign-off");
        sunita.finish("Sign", "Ines Incoming is now responsible");
        acts++;
    }

    private void lookAtThePageToPrint(Visitor ines, String handover) {
        ines.open("/handovers/" + handover + "/before-you-knock", "Before you knock");
        ines.mustRead("article", "Signed off");
        ines.look("before-you-knock");
        ines.page.emulateMedia(new com.microsoft.playwright.Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
        assertThat(ines.page.locator("nav")).not().isVisible();
        ines.look("before-you-knock-printed");
        ines.page.emulateMedia(new com.microsoft.playwright.Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.SCREEN));
        ines.open("/handovers/" + handover, "Handover");
        ines.look("handover");
    }

    private void tellTheFamily(Visitor ines) {
        ines.openWork("Tell the family", "Sam");
        ines.page.fill("#whom-0-name", "Sara Sample and Sam");
        ines.page.fill("#whom-0-how", "At home, together with Olive");
        ines.fillDate("whom-0-on", today());
        ines.page.fill("#whom-0-said", "Sam asked whether Olive comes back.");
        ines.look("tell-family");
        ines.finish("Record this", "It is recorded that the family was told");
        acts++;
    }

    private void visit(Visitor ines) {
        ines.open("/casefiles/SAMPLE/entries/new", "Record an entry");
        ines.page.check("#persons");
        ines.page.selectOption("#type", "VISIT");
        ines.page.fill("#summary", "Sam was seen alone. He says that Steve was at home on the day of the bruise.");
        ines.look("entry");
        ines.finish("Record this entry", "The entry is recorded");
        acts++;
        List<?> items = (List<?>) ines.get("/api/casefiles/SAMPLE/history?limit=50").at("items");
        assertThat(items).last().asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("type", "VISIT").containsEntry("standing", "AUTHORISED");
        ines.open("/casefiles/SAMPLE", "The Sample family");
        ines.mustRead(".govuk-summary-list", "Ines Incoming: responsible worker");
        ines.look("case-file");
    }

    /** What follows ten working days later, looked at now. */
    private void recheck(Visitor sunita, String handover) {
        sunita.openWork("Check again in supervision", "Sam");
        sunita.look("recheck");
        assertThat(step(sunita, handover)).isEqualTo("RECHECK");
    }

    private static String task(Visitor visitor, String handover) {
        return (String) visitor.get("/api/handovers/" + handover).at("taskId");
    }

    private static String step(Visitor visitor, String handover) {
        return (String) visitor.get("/api/handovers/" + handover).at("step");
    }
}
