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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

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
            assertThat(ines.page.locator(".govuk-error-summary li").filter(new Locator.FilterOptions().setHasText("(A"))).hasCount(0);
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

    /**
     * Abuse is suspected: each party has a copy of their own, read by drafter and manager. Then all that comes after: the manager's decision on what was not kept, the
     * question after a lapse, the review, a new version that takes the place of the old one, and a parent who withdraws. Half of it in a window enlarged to 200 %.
     */
    @Test
    @EnabledIfSystemProperty(named = "throughline.full", matches = "true")
    void eachReadsTheirOwnCopyTheManagerDecidesItLapsesIsReviewedRenewedAndLeft() {
        Arranged family = Arranged.askedFor("Hazel").summary().acceptance().discussion().reading().account().signOff("AGREED", null);
        String first;
        try (Visitor ines = signIn("ines"); Visitor sunita = signIn("sunita")) {
            ines.open("/casefiles/" + family.reference + "/agreements", "Toby");
            ines.press("Draft an agreement");
            ines.mustRead("h1", "Voluntary agreement");
            first = ines.page.url().replaceAll(".*/agreements/", "");
            step(ines, first, "Draft the agreement");
            enlarged(ines);
            draftApart(ines);
            ines.finish("Put it to the manager", "The agreement is with the manager");
            enlarged(sunita);
            approvedApart(sunita, first);
            enlarged(ines);
            inForce(ines, first, "agreement-explanation-apart-enlarged");
            breach(ines, first);
            decided(sunita, first);
            RunningThroughline.get().hasRunOut(first);
            answered(sunita, first);
            String second = renewed(ines, first);
            for (Visitor each : new Visitor[] {ines, sunita}) {
                each.page.setViewportSize(1280, 900);
            }
            secondVersion(ines, sunita, first, second);
            left(ines, second);
        }
    }

    /** A window of 1280 by 1024 points at 200 %. */
    private static void enlarged(Visitor who) {
        who.page.setViewportSize(640, 512);
    }

    private static void draftApart(Visitor ines) {
        ines.page.selectOption("#risk", "DOMESTIC_ABUSE");
        ines.page.fill("#riskWords", "The midwife was told that Toby is held up between them when they shout.");
        ines.page.locator("#riskEntry").selectOption(new SelectOption().setIndex(1));
        ines.page.fill("#purpose", "Toby is in another room, with somebody calm, whenever voices rise.");
        ines.page.locator("#abuseSuspected").check();
        for (String party : new String[] {"p2", "p3"}) {
            ines.page.locator("#parties > button").click();
            ines.page.selectOption("#party-" + party, "PARENT");
            ines.page.locator("#party-" + party + "-personId").selectOption(new SelectOption().setIndex("p2".equals(party) ? 1 : 2));
            ines.page.selectOption("#party-" + party + "-capacity", "SURE");
        }
        ines.page.locator("#party-p3-concernAbout").check();
        ines.page.selectOption("#party-p2-abuse", "AGAINST");
        ines.page.selectOption("#party-p3-abuse", "SUSPECTED_OF");
        term(ines, "t1", "Goes for a walk when he feels that he will shout.", "p3");
        ines.page.selectOption("#term-t1-asks", "OWN_ACT");
        term(ines, "t2", "We see Toby on Tuesdays and Fridays.", "agency");
        term(ines, "t3", "We meet her alone at the children's centre on Wednesdays.", "agency");
        ines.page.fill("#monitoring", "Ines sees Toby twice a week; the health visitor weighs him on Mondays.");
        ines.page.fill("#ifNotKept", "Sunita decides within a working day, and each of you is told.");
        ines.page.fill("#contingency", "We come the same day and talk with each of you.");
        ines.page.fill("#otherMeasures", "The health visitor's visits.");
        for (Locator copy : ines.page.locator(".govuk-form-group[data-field=copies] input").all()) {
            copy.check();
        }
        assertThat(ines.page.locator(".tl-check .govuk-tag--red")).hasCount(0);
        ines.press("Put it to the manager");
        ines.mustRead(".govuk-error-summary li", "Term 2 (We see Toby on Tuesdays and Fridays.): say on whose copy it stands");
        ines.mustRead(".govuk-error-summary li", "Read once more what stands on the copy of every party");
        ines.look("agreement-text-apart-enlarged-faults");
        ines.page.selectOption("#term-t2-about", "EVERYBODY");
        ines.page.selectOption("#term-t3-about", "p2");
        ines.page.locator("#readAgain").check();
        ines.page.fill("#contingency", "We come the same day and talk with each of you alone.");
        assertThat(ines.page.locator("#readAgain")).not().isChecked();
        ines.page.locator("#readAgain").check();
        ines.look("agreement-text-apart-enlarged");
    }

    private static void approvedApart(Visitor sunita, String agreement) {
        step(sunita, agreement, "Approve the agreement");
        sunita.page.locator("input[value=APPROVED]").check();
        sunita.page.fill("#words", "Toby is seen, and neither reads what the other does.");
        sunita.press("Record this decision");
        sunita.mustRead(".govuk-error-summary li", "Read the copy of each party");
        assertThat(sunita.page.locator("a[href*='document.pdf']")).hasCount(3);
        sunita.look("agreement-approval-apart-enlarged");
        sunita.page.locator("#copiesRead").check();
        sunita.finish("Record this decision", "The agreement is approved");
    }

    private static void inForce(Visitor ines, String agreement, String picture) {
        step(ines, agreement, "Explain it to each party");
        for (String party : new String[] {"p2", "p3"}) {
            ines.fillDate("party-" + party, today());
            ines.page.selectOption("#party-" + party + "-how", "IN_PERSON");
            ines.page.locator("#party-" + party + "-alone").check();
            ines.page.selectOption("#party-" + party + "-capacity", "SURE");
        }
        ines.page.locator("input[value=EXPLAINED]").check();
        ines.look(picture);
        ines.finish("Record this", "It is explained; each may now answer");
        step(ines, agreement, "Record what each party answers");
        for (Locator agrees : ines.page.locator("input[value=AGREES]").all()) {
            agrees.check();
            ines.fillDate(agrees.getAttribute("name") + "-on", today());
        }
        ines.finish("Record these answers", "The answers are recorded");
    }

    private static void decided(Visitor sunita, String agreement) {
        step(sunita, agreement, "Decide what follows from the breach");
        sunita.page.locator("input[name=outcome][value=GOES_ON]").check();
        sunita.page.fill("#words", "One night, told by themselves; Toby was asleep next door.");
        sunita.page.fill("#safe", "Ines goes there tonight.");
        sunita.page.locator("input[name=strategy][value=NO]").check();
        sunita.page.fill("#strategyWhy", "He was seen this morning and is well.");
        sunita.mustRead("li .tl-text", "Toby was alone with a visitor on Tuesday night.");
        sunita.look("agreement-breach-enlarged");
        sunita.finish("Record this decision", "Your decision is recorded");
    }

    private static void answered(Visitor sunita, String agreement) {
        sunita.page.waitForCondition(() -> {
            sunita.open("/agreements/" + agreement, "Voluntary agreement");
            return sunita.page.locator("a.govuk-button").filter(new Locator.FilterOptions().setHasText("Say what keeps the child safe")).count() == 1;
        });
        sunita.mustRead(".govuk-warning-text", "Nothing that was agreed holds any more");
        sunita.look("agreement-lapsed-enlarged");
        step(sunita, agreement, "Say what keeps the child safe");
        sunita.press("Record this answer");
        sunita.mustRead(".govuk-error-summary li", "Write what keeps the child safe");
        sunita.look("agreement-lapse-enlarged");
        sunita.page.fill("#safe", "Ines goes there every evening until it is reviewed on Thursday.");
        sunita.finish("Record this answer", "Your answer is recorded; the review is still owed");
    }

    private static String renewed(Visitor ines, String agreement) {
        step(ines, agreement, "Review the agreement");
        ines.press("Record this review");
        assertThat(ines.page.locator(".govuk-error-summary li")).hasCount(3);
        ines.look("agreement-review-enlarged-faults");
        ines.page.fill("#came", "He went for a walk six times of eight. We came as we had said. Toby sleeps better.");
        ines.page.fill("#safe", "The evening visits go on.");
        ines.page.locator("input[name=outcome][value=RENEW]").check();
        ines.page.fill("#why", "He asks for it, and the visits go on.");
        ines.look("agreement-review-enlarged");
        ines.finish("Record this review", "A new version is begun");
        ines.open("/agreements/" + agreement, "Voluntary agreement");
        Locator newer = ines.page.locator("a").filter(new Locator.FilterOptions().setHasText("The newer version"));
        return newer.getAttribute("href").replaceAll(".*/", "");
    }

    private static void secondVersion(Visitor ines, Visitor sunita, String first, String second) {
        step(ines, first, "Bring its renewal into force");
        ines.look("agreement-renewal");
        ines.page.locator("a").filter(new Locator.FilterOptions().setHasText("go to the newer version")).click();
        ines.mustRead("a", "The version before");
        step(ines, second, "Draft the agreement");
        for (String term : new String[] {"t1", "t2", "t3"}) {
            ines.fillDate("term-" + term + "-by", today().plusDays(6));
        }
        ines.page.locator("#readAgain").check();
        for (Locator answer : ines.page.locator(".tl-check textarea").all()) {
            answer.fill("Talked about in supervision.");
        }
        ines.look("agreement-text-renewed");
        ines.finish("Put it to the manager", "The agreement is with the manager");
        step(sunita, second, "Approve the agreement");
        sunita.page.locator("input[value=APPROVED]").check();
        sunita.page.fill("#words", "It has begun to work for Toby.");
        sunita.page.locator("#copiesRead").check();
        sunita.finish("Record this decision", "The agreement is approved");
        inForce(ines, second, "agreement-explanation-apart");
        ines.open("/agreements/" + first, "Voluntary agreement");
        ines.mustRead(".govuk-inset-text", "renewed by a newer version");
    }

    private static void left(Visitor ines, String agreement) {
        ines.open("/agreements/" + agreement, "Voluntary agreement");
        ines.page.locator("summary").filter(new Locator.FilterOptions().setHasText("A parent withdraws")).click();
        ines.press("Record that they withdraw");
        assertThat(ines.page.locator(".govuk-error-summary li")).hasCount(4);
        ines.look("agreement-withdrawal-faults");
        ines.page.selectOption("#withdraws", "p3");
        ines.fillDate("withdrawsOn", today());
        ines.page.fill("#said", "I do it anyway, without a paper.");
        ines.page.fill("#safe", "The visits go on; a meeting is on Monday.");
        ines.press("Record that they withdraw");
        ines.mustRead(".govuk-inset-text", "a parent withdrew; that is no breach");
        ines.look("agreement-withdrawn");
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
