package org.throughline.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** A voluntary agreement as worker and manager see it: drafted with the rules beside the fields, approved, explained, agreed, signed, not kept. */
class AgreementE2E extends Walk {

    @Test
    void theWorkerDraftsTheManagerApprovesEachPartyAnswersAndWhatIsNotKeptIsDecided() throws IOException {
        Arranged family = Arranged.askedFor("Rowan").summary().acceptance().discussion().reading().account().signOff("AGREED", null);
        String file = "/casefiles/" + family.reference;
        String agreement;
        try (Visitor ines = signIn("ines")) {
            ines.open(file + "/agreements", "Toby");
            ines.look("agreements-none");
            ines.press("Draft an agreement");
            ines.mustRead("h1", "Voluntary agreement");
            agreement = ines.page.url().replaceAll(".*/agreements/", "");
            step(ines, agreement, "Draft the agreement");
            ines.press("Put it to the manager");
            assertThat(ines.page.locator(".govuk-error-summary li").first()).isVisible();
            ines.look("agreement-text-faults");
            draft(ines);
            ines.finish("Put it to the manager", "The agreement is with the manager");
        }
        try (Visitor sunita = signIn("sunita")) {
            step(sunita, agreement, "Approve the agreement");
            sunita.press("Record this decision");
            assertThat(sunita.page.locator(".govuk-error-summary li")).hasCount(2);
            sunita.look("agreement-approval");
            sunita.page.locator("input[value=APPROVED]").check();
            sunita.page.fill("#words", "It says what we do as well, and Toby is seen.");
            sunita.finish("Record this decision", "The agreement is approved");
        }
        try (Visitor ines = signIn("ines")) {
            explainedAndAgreed(ines, agreement);
            signedCopy(ines, agreement);
            ines.open(file + "/agreements", "Toby");
            ines.mustRead(".govuk-tag", "In force");
            ines.look("agreements-in-force");
            breach(ines, agreement);
            ines.open(file, "Toby");
            ines.mustRead("dd a", "in force, review due");
            ines.mustRead("dd a", "It was not kept, and nobody has decided yet what follows");
            ines.look("agreement-overview");
        }
        try (Visitor sunita = signIn("sunita")) {
            String task = step(sunita, agreement, "Decide what follows from the breach");
            sunita.press("Record this decision");
            sunita.look("agreement-breach");
            sunita.openInTasklist(task);
            sunita.lookInside("tasklist-agreement-breach");
        }
    }

    /** Opens the waiting step from the page of the agreement. @return its task */
    private static String step(Visitor who, String agreement, String step) {
        who.open("/agreements/" + agreement, "Voluntary agreement");
        Locator button = who.page.locator("a.govuk-button").filter(new Locator.FilterOptions().setHasText(step));
        String task = button.getAttribute("href").replaceAll(".*/", "");
        button.click();
        assertThat(who.page.locator(".tl-actions")).isVisible();
        return task;
    }

    private static void draft(Visitor ines) {
        assertThat(ines.page.locator("[data-checks=purpose] .tl-check")).containsText("A1");
        ines.page.selectOption("#risk", "SUPERVISION");
        ines.page.fill("#riskWords", "Toby is left with people nobody knows while his mother sleeps.");
        ines.page.locator("#riskEntry").selectOption(new SelectOption().setIndex(1));
        ines.page.fill("#purpose", "Toby is always with somebody who is well and whom his mother has chosen.");
        assertThat(ines.page.locator("[data-checks=purpose] .tl-check")).hasCount(0);
        // a party, by keyboard alone: added, chosen, taken out, and added again
        Locator add = ines.page.locator("#parties > button");
        add.focus();
        ines.page.keyboard().press("Enter");
        assertThat(ines.page.locator("#party-p2")).isFocused();
        ines.page.keyboard().press("ArrowDown");
        assertThat(ines.page.locator("#party-p2")).hasValue("PARENT");
        assertThat(ines.page.locator("#party-p2")).isFocused();
        ines.page.locator("#parties .tl-row").last().locator(":scope > button").focus();
        ines.page.keyboard().press("Enter");
        assertThat(ines.page.locator("#parties .tl-row")).hasCount(1);
        assertThat(ines.page.locator("#parties [role=status]")).containsText("taken out");
        add.focus();
        ines.page.keyboard().press("Enter");
        ines.page.selectOption("#party-p2", "PARENT");
        ines.page.locator("#party-p2-personId").selectOption(new SelectOption().setIndex(1));
        ines.page.locator("#party-p2-concernAbout").check();
        ines.page.fill("#party-p2-language", "Polish");
        assertThat(ines.page.locator("[data-checks=party-p2] .tl-check").filter(new Locator.FilterOptions().setHasText("A7"))).isVisible();
        ines.page.fill("#party-p2-language", "English");
        ines.page.selectOption("#party-p2-capacity", "SURE");
        term(ines, "t1", "Steve tells us by Friday who looks after Toby at night.", "p2");
        term(ines, "t2", "We visit on Tuesday evening and find a childminder.", "agency");
        ines.page.fill("#monitoring", "Ines visits twice a week; the health visitor sees Toby on Mondays.");
        ines.page.fill("#ifNotKept", "Sunita decides within a working day, and we tell you.");
        ines.page.fill("#contingency", "Toby's grandmother comes to him; we visit the same day.");
        ines.page.fill("#otherMeasures", "The health visitor's visits and the nursery.");
        for (Locator copy : ines.page.locator(".govuk-form-group[data-field=copies] input").all()) {
            copy.check();
        }
        ines.page.setViewportSize(360, 740);
        Assertions.assertEquals(true, ines.page.evaluate("document.documentElement.scrollWidth <= 360"), "nothing stands outside a narrow screen");
        ines.look("agreement-text-phone");
        ines.page.setViewportSize(1280, 900);
        assertThat(ines.page.locator(".tl-check .govuk-tag--red")).hasCount(0);
        for (Locator answer : ines.page.locator(".tl-check textarea").all()) {
            answer.fill("Talked about in supervision.");
        }
        ines.look("agreement-text");
    }

    private static void term(Visitor ines, String id, String text, String owner) {
        ines.page.locator("#terms > button").click();
        ines.page.fill("#term-" + id, text);
        ines.page.selectOption("#term-" + id + "-owner", owner);
        ines.fillDate("term-" + id + "-by", today().plusDays(5));
    }

    private static void explainedAndAgreed(Visitor ines, String agreement) {
        step(ines, agreement, "Explain it to each party");
        ines.fillDate("party-p2", today());
        ines.page.selectOption("#party-p2-how", "IN_PERSON");
        ines.page.locator("#party-p2-alone").check();
        ines.page.fill("#party-p2-toldBack", "I tell you who is with him, and you come on Tuesday.");
        ines.page.selectOption("#party-p2-capacity", "SURE");
        ines.page.locator("input[value=EXPLAINED]").check();
        ines.look("agreement-explanation");
        ines.finish("Record this", "It is explained; each may now answer");
        step(ines, agreement, "Record what each party answers");
        for (String party : new String[] {"p2", "agency"}) {
            ines.page.locator("[data-field=party-" + party + "] input[value=AGREES]").check();
            ines.fillDate("party-" + party + "-on", today());
        }
        ines.look("agreement-answers");
        ines.finish("Record these answers", "The answers are recorded");
    }

    private static void signedCopy(Visitor ines, String agreement) throws IOException {
        ines.open("/agreements/" + agreement, "Voluntary agreement");
        ines.page.locator("summary").filter(new Locator.FilterOptions().setHasText("Hand in a signed copy")).click();
        ines.page.selectOption("#party", "p2");
        ines.page.locator("#document").setInputFiles(new FilePayload("signed.pdf", "application/pdf", "<html>".getBytes()));
        ines.press("Hand it in");
        ines.mustRead(".govuk-error-summary", "This is no PDF, JPEG or PNG");
        ines.page.locator("#document").setInputFiles(new FilePayload("signed.png", "image/png", picture()));
        ines.press("Hand it in");
        ines.mustRead("li", "handed in by Ines");
        ines.look("agreement-one");
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 60, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private static void breach(Visitor ines, String agreement) {
        ines.open("/agreements/" + agreement, "Voluntary agreement");
        ines.page.locator("summary").filter(new Locator.FilterOptions().setHasText("It was not kept")).click();
        ines.press("Record that it was not kept");
        assertThat(ines.page.locator(".govuk-error-summary li")).hasCount(6);
        ines.look("agreement-breach-faults");
        ines.page.fill("#what", "Toby was alone with a visitor on Tuesday night.");
        ines.fillDate("on", today());
        ines.page.fill("#from", "Hester Visitor");
        ines.page.selectOption("#provenance", "THIRD_PARTY");
        ines.page.selectOption("#verification", "UNVERIFIED");
        ines.page.fill("#forTheChild", "He was with somebody nobody knows.");
        ines.press("Record that it was not kept");
        ines.mustRead("dd", "Decide what follows from the breach");
    }
}
