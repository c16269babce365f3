package org.throughline.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.casefile.Casefiles;
import org.throughline.meeting.DisagreementLinks;
import org.throughline.meeting.MeetingWalk;
import org.throughline.notification.MailRounds;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.Chromium;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** A professional without account, on a telephone, without script: from the mail to the last page. */
@ThroughlineTest
class LinkedPagesE2E {

    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    @Autowired private DisagreementLinks links;
    @Autowired private MailRounds rounds;
    @Autowired private Mailboxes mailboxes;
    @Autowired private Organisation organisation;
    @Autowired private Casefiles casefiles;
    @Autowired private FamilyWorld world;
    @Autowired private MeetingWalk walk;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;
    @Autowired private DefaultListableBeanFactory beans;
    @LocalServerPort private int port;

    private final Findings findings = new Findings();
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private GreenMail mail;
    private Family family;
    private Practitioner mina;

    @BeforeEach
    void aMidwifeWithATelephone() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        sender.setHost("127.0.0.1");
        sender.setPort(mail.getSmtp().getPort());
        beans.registerSingleton("mailServerOfTheTest", sender);
        world.startClock();
        jdbc.sql("update notice set due_at = 'infinity' where mail_id is null").update();
        jdbc.sql("update mail set next_at = 'infinity' where state = 'WAITING'").update();
        family = world.family(world.team(), 2);
        mina = organisation.get(organisation.addPractitioner(new NewPractitioner("mina-" + family.team().mark(), "Mina Midwife", family.team().health(), null,
                PractitionerRole.PARTNER_PROFESSIONAL, null, false)));
        mailboxes.set(mina.id(), "box-" + mina.id() + "@example.org");
        transaction.executeWithoutResult(status -> casefiles.addInvolvement(family.team().health(), family.child(), mina.id(), LocalDate.of(2026, 1, 12), null, null));
    }

    @AfterEach
    void stop() {
        beans.destroySingleton("mailServerOfTheTest");
        mail.stop();
    }

    private String newest(String subject) throws Exception {
        TestClock.get().advance(Duration.ofSeconds(1));
        rounds.go();
        for (int i = mail.getReceivedMessages().length - 1; i >= 0; i--) {
            if (mail.getReceivedMessages()[i].getSubject().equals(subject)) {
                return mail.getReceivedMessages()[i].getContent().toString();
            }
        }
        throw new AssertionError("No mail " + subject);
    }

    @Test
    void fromTheMailToTheEndOnATelephoneWithoutScript() throws Exception {
        links.send(family.file(), mina.username(), family.team().outgoing());
        String path = Arrays.stream(newest("If you do not agree").split("\\s+")).filter(word -> word.contains("/links/")).map(word -> URI.create(word).getPath()).findFirst().orElseThrow();
        try (BrowserContext telephone = Chromium.get().newContext(new Browser.NewContextOptions().setViewportSize(390, 844).setLocale("en-GB").setBypassCSP(true))) {
            Page page = telephone.newPage();
            findings.watch(page);
            page.navigate("http://localhost:" + port + path);
            assertThat(page.locator("script").count()).isZero();
            findings.look(page, "link-second-step");
            page.click("text=Send me a code");
            findings.look(page, "link-code");
            page.fill("#code", "12 34");
            page.click("text=Continue");
            findings.look(page, "link-code-wrong");
            Matcher code = CODE.matcher(newest("Your code"));
            assertThat(code.find()).isTrue();
            page.fill("#code", code.group());
            page.click("text=Continue");
            assertThat(page.locator("h1").textContent()).isEqualTo("I do not agree");
            page.fill("#what", "The file is to be closed.");
            page.click("text=Send it");
            findings.look(page, "link-disagree-faults");
            assertThat(page.inputValue("#what")).isEqualTo("The file is to be closed.");
            page.check("#with");
            page.check("#subject");
            page.fill("#why", "He lost weight.");
            page.fill("#couldHappen", "He could starve.");
            page.fill("#safeMeanwhile", "I weigh him on Thursday.");
            page.click("text=Send it");
            assertThat(page.locator("h1").textContent()).isEqualTo("Thank you");
            findings.look(page, "link-done");
            page.navigate("http://localhost:" + port + path);
            findings.look(page, "link-used");
        }
        findings.mustBeNone();
    }

    private String linkIn(String mailbox, String purpose) throws Exception {
        TestClock.get().advance(Duration.ofSeconds(1));
        rounds.go();
        for (int i = mail.getReceivedMessages().length - 1; i >= 0; i--) {
            MimeMessage message = mail.getReceivedMessages()[i];
            String text = message.getContent() instanceof jakarta.mail.internet.MimeMultipart parts ? parts.getBodyPart(0).getContent().toString() : message.getContent().toString();
            Matcher found = Pattern.compile(Pattern.quote(purpose) + ":\\s+(\\S+)").matcher(text);
            if (message.getAllRecipients()[0].toString().equals(mailbox) && found.find()) {
                return URI.create(found.group(1)).getPath();
            }
        }
        throw new AssertionError("No mail to " + mailbox + " to " + purpose);
    }

    /** Petra, who has no account, decides on a telephone that the meeting is needed: with the entry, what was counted and the proposal before her. */
    private void decidedForASecondAgency(MeetingWalk.Round round, UUID meeting) throws Exception {
        Practitioner petra = round.police();
        jdbc.sql("update practitioner set can_log_in = false where id = :id").param("id", petra.id()).update();
        mailboxes.set(petra.id(), "box-" + petra.id() + "@example.org");
        walk.act(meeting, round.convenor(), walk.notConvening(round).put("decider", petra.username()));
        try (BrowserContext telephone = Chromium.get().newContext(new Browser.NewContextOptions().setViewportSize(390, 844).setLocale("en-GB"))) {
            Page page = telephone.newPage();
            findings.watch(page);
            page.navigate("http://localhost:" + port + linkIn("box-" + petra.id() + "@example.org", "Read what called for a meeting and decide whether it is needed"));
            page.click("text=Send me a code");
            Matcher code = CODE.matcher(newest("Your code"));
            assertThat(code.find()).isTrue();
            page.fill("#code", code.group());
            page.click("text=Continue");
            assertThat(page.locator("h1").textContent()).isEqualTo("Is a meeting needed?");
            assertThat(page.locator("main").textContent()).contains("Told by the health visitor.", "worked on a concern.");
            page.click("text=Keep this decision");
            findings.look(page, "link-second-agency-faults");
            page.check("input[value=NOT_AGREED]");
            page.fill("#words", "She has moved: I saw the van.");
            page.click("text=Keep this decision");
            assertThat(page.locator("h1").textContent()).isEqualTo("Thank you");
        }
        assertThat(walk.step(meeting)).isEqualTo(org.throughline.meeting.MeetingStep.CONVENE);
    }

    /** A ward that has no account: asked, answers, hands a report in, reads the minutes. */
    @Test
    void anInvitationIsAnsweredAndItsMinutesReadOnATelephone() throws Exception {
        MeetingWalk.Round round = walk.round();
        mailboxes.set(round.visitor().id(), "box-" + round.visitor().id() + "@example.org");
        UUID meeting = walk.called(round);
        decidedForASecondAgency(round, meeting);
        ObjectNode content = walk.convene(round, MeetingWalk.today().plusDays(2));
        String ward = "ward-" + round.family().team().mark() + "@example.org";
        ((ArrayNode) content.path("invitees")).addObject().put("mailbox", ward).put("agency", round.police().agencyCode()).put("report", true);
        walk.act(meeting, round.convenor(), content);
        try (BrowserContext telephone = Chromium.get().newContext(new Browser.NewContextOptions().setViewportSize(390, 844).setLocale("en-GB"))) {
            Page page = telephone.newPage();
            findings.watch(page);
            page.navigate("http://localhost:" + port + linkIn(ward, "Answer: yes, no, or who comes instead"));
            findings.look(page, "link-answer");
            page.check("input[value=SUBSTITUTE]");
            page.click("text=Send this answer");
            findings.look(page, "link-answer-faults");
            assertThat(page.isChecked("input[value=SUBSTITUTE]")).isTrue();
            page.fill("#note", "Petra Police, desk 4");
            page.click("text=Send this answer");
            assertThat(page.locator("h1").textContent()).isEqualTo("Thank you");
            page.navigate("http://localhost:" + port + linkIn(ward, "Hand in your report"));
            findings.look(page, "link-report");
            page.fill("#text", "Seen on Monday, well.");
            page.click("text=Hand it in");
            assertThat(page.locator("h1").textContent()).isEqualTo("Thank you");
            while (walk.step(meeting) != org.throughline.meeting.MeetingStep.CONFIRM_MINUTES) {
                walk.next(round, meeting);
            }
            page.navigate("http://localhost:" + port + linkIn(ward, "Read the minutes and confirm them"));
            page.click("text=Send me a code");
            Matcher code = CODE.matcher(newest("Your code"));
            assertThat(code.find()).isTrue();
            page.fill("#code", code.group());
            page.click("text=Continue");
            assertThat(page.locator("h1").textContent()).isEqualTo("Minutes");
            findings.look(page, "link-minutes");
            page.click("text=I have read them");
            assertThat(page.locator("h1").textContent()).isEqualTo("Thank you");
        }
        findings.mustBeNone();
    }
}
