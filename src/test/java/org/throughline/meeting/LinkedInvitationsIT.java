package org.throughline.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.document.PaperReading;
import org.throughline.meeting.MeetingWalk.Round;
import org.throughline.notification.Deliveries;
import org.throughline.notification.MailRounds;
import org.throughline.organisation.ContactNumbers;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Who is asked to a meeting, from the mail to the confirmed minutes, over a real mail server; the mother lives at an address that must not be known. */
@ThroughlineTest
class LinkedInvitationsIT {

    private static final String HIDDEN = "Flat 3, 12 Saint Mary's Court, Farton EX4 9QQ";
    private static final String WARD = "ward-7@example.org";

    @Autowired MeetingWalk walk;
    @Autowired Meetings meetings;
    @Autowired OvertakenMeetings overtaken;
    @Autowired Invitations invitations;
    @Autowired InviteeStore invitees;
    @Autowired FamilyLetters letters;
    @Autowired MinutesPaper minutesPaper;
    @Autowired MailRounds rounds;
    @Autowired Deliveries deliveries;
    @Autowired ProtectedAddresses addresses;
    @Autowired Mailboxes mailboxes;
    @Autowired ContactNumbers numbers;
    @Autowired Organisation organisation;
    @Autowired Casefiles casefiles;
    @Autowired FamilyWorld world;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired DefaultListableBeanFactory beans;
    @Autowired WebApplicationContext context;

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final String network = "10." + new Random().nextInt(256) + "." + new Random().nextInt(256) + "." + new Random().nextInt(256);
    private final List<String> pages = new ArrayList<>();
    private GreenMail mail;
    private MockMvcTester web;
    private Round round;
    private final Set<String> seen = new HashSet<>();

    @BeforeEach
    void aMeetingToConvene() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        sender.setHost("127.0.0.1");
        sender.setPort(mail.getSmtp().getPort());
        beans.registerSingleton("mailServerOfTheTest", sender);
        world.startClock();
        jdbc.sql("update notice set due_at = 'infinity' where mail_id is null").update();
        jdbc.sql("update mail set next_at = 'infinity' where state = 'WAITING'").update();
        web = MockMvcTester.from(context);
        round = walk.round();
        transaction.executeWithoutResult(status -> casefiles.addHouseholdMember(casefiles.addHousehold(HIDDEN, true), round.family().mother(), LocalDate.of(2026, 2, 1), null));
        for (Practitioner one : List.of(round.visitor(), round.housing(), round.gp())) {
            mailboxes.set(one.id(), box(one));
        }
        assertThat(hidden("She moved to 12 St. Marys Ct., Farton")).as("the search can find").isTrue();
    }

    @AfterEach
    void stop() {
        beans.destroySingleton("mailServerOfTheTest");
        mail.stop();
    }

    private boolean hidden(String text) {
        return addresses.everyOneOf(round.family().file()).stream().anyMatch(address -> address.matcher(text).find());
    }

    private static String box(Practitioner person) {
        return "box-" + person.id() + "@example.org";
    }

    private UUID convened() {
        UUID meeting = walk.called(round);
        ObjectNode content = walk.convene(round, MeetingWalk.today().plusDays(2));
        ((ArrayNode) content.path("invitees")).addObject().put("mailbox", WARD).put("agency", round.police().agencyCode()).put("report", true);
        walk.act(meeting, round.convenor(), content);
        return meeting;
    }

    /** Sends what waits. @return the messages that arrived since, without the mails that only say that something waits */
    private Map<String, MimeMessage> arrived() {
        TestClock.get().advance(Duration.ofSeconds(1));
        rounds.go();
        Map<String, MimeMessage> arrived = new LinkedHashMap<>();
        for (MimeMessage message : mail.getReceivedMessages()) {
            try {
                if (seen.add(message.getMessageID()) && !message.getSubject().contains("waits for you in Throughline")) {
                    assertThat(message.getAllRecipients()).hasSize(1);
                    assertThat(arrived.put(message.getAllRecipients()[0].toString(), message)).as("one for each").isNull();
                }
            } catch (jakarta.mail.MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        return arrived;
    }

    private static String text(MimeMessage message) throws Exception {
        Object content = message.getContent();
        return content instanceof MimeMultipart parts ? parts.getBodyPart(0).getContent().toString() : content.toString();
    }

    private static String calendar(MimeMessage message) throws Exception {
        Object content = ((MimeMultipart) message.getContent()).getBodyPart(1).getContent();
        return (content instanceof InputStream in ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : content.toString()).replaceAll("\\r?\\n[ \\t]", "");
    }

    private static String link(MimeMessage message, String purpose) throws Exception {
        Matcher found = Pattern.compile(Pattern.quote(purpose) + ":\\s+(\\S+)").matcher(text(message));
        assertThat(found.find()).as(purpose).isTrue();
        return URI.create(found.group(1)).getPath();
    }

    private MvcTestResult get(String path) {
        return seen(web.get().uri(path).with(request -> {
            request.setRemoteAddr(network);
            return request;
        }).exchange());
    }

    private MvcTestResult post(String path, String... form) {
        var call = web.post().uri(path).contentType(MediaType.APPLICATION_FORM_URLENCODED).with(request -> {
            request.setRemoteAddr(network);
            return request;
        });
        for (int i = 0; i < form.length; i += 2) {
            call = call.param(form[i], form[i + 1]);
        }
        return seen(call.exchange());
    }

    private MvcTestResult seen(MvcTestResult answer) {
        pages.add(page(answer));
        return answer;
    }

    private static String page(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> repliesOf(UUID meeting) {
        return invitees.replies(meeting).stream().map(reply -> reply.kind() + (reply.words() == null ? "" : ": " + reply.words())).toList();
    }

    private static final String ANSWER = "Answer: yes, no, or who comes instead";
    private static final String REPORT = "Hand in your report";
    private static final String MINUTES = "Read the minutes and confirm them";

    @Test
    void eachIsAskedAloneAndAnswersAndHandsInWithoutAccount() throws Exception {
        UUID meeting = convened();
        Map<String, MimeMessage> asked = arrived();
        assertThat(asked.keySet()).as("nobody of the family is mailed").containsExactlyInAnyOrder(box(round.visitor()), box(round.housing()), box(round.gp()), WARD);
        assertThat(text(asked.get(box(round.gp())))).doesNotContain(REPORT);
        for (Map.Entry<String, MimeMessage> one : asked.entrySet()) {
            String file = calendar(one.getValue());
            assertThat(file).contains("METHOD:REQUEST", "SEQUENCE:0", one.getKey()).doesNotContain("DESCRIPTION");
            asked.keySet().stream().filter(other -> !other.equals(one.getKey())).forEach(other -> assertThat(file).doesNotContain(other));
        }
        String answer = link(asked.get(WARD), ANSWER);
        assertThat(page(get(answer))).contains("Are you coming?", "Wednesday 4 March 2026, 10:00", "Room 2, Civic Centre");
        assertThat(repliesOf(meeting)).as("opening does nothing").isEmpty();
        assertThat(post(answer, "step", "act")).hasStatus(422);
        assertThat(post(answer, "step", "act", "answer", "SUBSTITUTE")).hasStatus(422);
        assertThat(post(answer, "step", "act", "answer", "SUBSTITUTE", "note", "Petra Police, desk 4")).hasStatus(200);
        assertThat(post(answer, "step", "act", "answer", "NOT_COMING", "note", "x")).as("once").hasStatus(410);
        assertThat(repliesOf(meeting)).containsExactly("SUBSTITUTE: Petra Police, desk 4");

        String report = link(asked.get(WARD), REPORT);
        assertThat(page(get(report))).contains("Hand in your report", "asked for by");
        assertThat(post(report, "step", "act", "outcome", "AGREED", "answer", "COMING")).as("for another purpose").hasStatus(422);
        assertThat(post(report, "step", "act", "text", "Seen on Monday <at> home.")).hasStatus(200);
        assertThat(page(get(report))).contains("This link has been used").doesNotContain("Seen on Monday", "<p class=\"govuk-body\">Ring ");
        numbers.setAgency(round.family().team().csc(), "0116 496 0100");
        assertThat(page(get(report))).as("whom to ring, and on which number").contains("Ring Children&#39;s social care on 0116 496 0100.");
        assertThat(page(get(report.substring(0, report.length() - 4)))).as("a link that is not ours tells nobody who asked").contains("This link does not work").doesNotContain("0116");
        assertThat(repliesOf(meeting)).contains("REPORT: Seen on Monday <at> home.");
        nothingCanBeFound();
    }

    @Test
    void afterAChangeOfDateTheOldLinkIsVoidAndAfterTheCallingOffTheNewOneToo() throws Exception {
        numbers.setAgency(round.family().team().csc(), "0116 496 0100");
        UUID meeting = convened();
        String old = link(arrived().get(box(round.gp())), ANSWER);
        assertThat(get(old)).hasStatus(200);
        meetings.move(meeting, walk.convene(round, MeetingWalk.today().plusDays(3)).put("reason", "The room was taken."), round.convenor());
        MvcTestResult moved = get(old);
        assertThat(moved).hasStatus(410);
        assertThat(page(moved)).contains("something that has changed", "There is a newer mail", "0116 496 0100").doesNotContain("Thursday", "Civic");
        assertThat(post(old, "step", "act", "answer", "COMING")).hasStatus(410);
        assertThat(repliesOf(meeting)).isEmpty();

        MimeMessage update = arrived().get(box(round.gp()));
        assertThat(calendar(update)).contains("METHOD:REQUEST", "SEQUENCE:1", "UID:" + meeting + ".throughline@", "DTSTART:20260305T100000Z");
        String now = link(update, ANSWER);
        assertThat(page(get(now))).contains("Thursday 5 March 2026, 10:00");
        overtaken.overtaken(meeting, OvertakenMeetings.Because.MOVED_AWAY, null, "The family has moved to another authority.", round.chair());
        assertThat(get(now)).hasStatus(410);
        MimeMessage cancelled = arrived().get(box(round.gp()));
        assertThat(calendar(cancelled)).contains("METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED", "UID:" + meeting + ".throughline@");
        assertThat(text(cancelled)).contains("If you have a question, ring Children's social care on 0116 496 0100.").doesNotContain("/links/");
        nothingCanBeFound();
    }

    @Test
    void anInvitationThatStillWaitsIsNotSentAfterItsChange() throws Exception {
        int port = mail.getSmtp().getPort();
        mail.stop();
        UUID meeting = convened();
        TestClock.get().advance(Duration.ofSeconds(1));
        rounds.go();
        meetings.move(meeting, walk.convene(round, MeetingWalk.today().plusDays(3)).put("reason", "The room was taken."), round.convenor());
        mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        TestClock.get().advance(Duration.ofMinutes(61));
        Map<String, MimeMessage> arrived = arrived();
        assertThat(arrived).as("one for each, and the newest").hasSize(4);
        assertThat(calendar(arrived.get(WARD))).contains("SEQUENCE:1", "DTSTART:20260305T100000Z");
        assertThat(deliveries.undelivered(null, 500)).noneMatch(one -> WARD.equals(one.address()) && one.state().equals("SUPERSEDED"));
    }

    /** As two nodes do: each takes what waits from the same outbox at the same moment. */
    @Test
    void whereTwoSendAtOnceEachLetterGoesOnce() throws Exception {
        convened();
        TestClock.get().advance(Duration.ofSeconds(1));
        CompletableFuture.allOf(CompletableFuture.runAsync(rounds::go), CompletableFuture.runAsync(rounds::go)).get(60, TimeUnit.SECONDS);
        assertThat(arrived().keySet()).as("one for each").containsExactlyInAnyOrder(box(round.visitor()), box(round.housing()), box(round.gp()), WARD);
    }

    private String pass(String path, String mailbox) throws Exception {
        assertThat(post(path, "step", "send")).hasStatus(200);
        MimeMessage sent = arrived().get(mailbox);
        Matcher code = Pattern.compile("\\b\\d{6}\\b").matcher(text(sent));
        assertThat(code.find()).isTrue();
        Matcher pass = Pattern.compile("name=\"pass\" value=\"([^\"]+)\"").matcher(page(post(path, "step", "code", "code", code.group())));
        assertThat(pass.find()).isTrue();
        return pass.group(1);
    }

    @Test
    void minutesAreReadAfterASecondStepEachReadsTheirPartAndNoAddressLeavesWithThem() throws Exception {
        UUID meeting = convened();
        arrived();
        while (walk.step(meeting) != MeetingStep.WRITE_MINUTES) {
            walk.next(round, meeting);
        }
        ObjectNode written = walk.minutes(meeting, round).put("all", "The mother lives at 12 St. Marys Ct now. A cot was brought.");
        walk.act(meeting, round.chair(), written);
        Map<String, MimeMessage> minutes = arrived();
        assertThat(minutes.keySet()).containsExactlyInAnyOrder(box(round.visitor()), box(round.housing()), box(round.gp()), WARD);
        assertThat(text(minutes.get(WARD))).doesNotContain("cot", "mother");
        String ward = link(minutes.get(WARD), MINUTES);
        String gp = link(minutes.get(box(round.gp())), MINUTES);
        assertThat(page(get(ward))).contains("One more step").doesNotContain("A cot was brought");
        assertThat(post(ward, "step", "act")).as("not without the code").hasStatus(200);
        assertThat(repliesOf(meeting)).doesNotContain("MINUTES_READ");

        String pass = pass(gp, box(round.gp()));
        assertThat(pages.get(pages.size() - 1)).contains("A cot was brought", "What only the practice needs.", ProtectedAddresses.TAKEN_OUT);
        assertThat(page(post(ward, "step", "act", "pass", pass))).as("good for one link").contains("One more step");
        String wards = pass(ward, WARD);
        assertThat(pages.get(pages.size() - 1)).contains("A cot was brought", "Save as PDF").doesNotContain("What only the practice needs.");
        thePaperHoldsWhatThePageDoes(ward, wards, gp, pass);
        withAnAccountTheyReadNoMore(meeting);
        assertThat(post(ward, "step", "act", "pass", wards, "corrections", "The cot came on Tuesday.")).hasStatus(200);
        assertThat(get(ward)).hasStatus(410);
        assertThat(repliesOf(meeting)).contains("MINUTES_READ: The cot came on Tuesday.");
        assertThat(jdbc.sql("select end_kind from obligation where dedupe_key = :key").param("key", Minutes.readKey(meeting, round.police().agencyId())).query(String.class).single()).isEqualTo("MET");
        nothingCanBeFound();
    }

    private void thePaperHoldsWhatThePageDoes(String ward, String wards, String gp, String gps) throws Exception {
        String wardsPaper = paper(ward, wards);
        assertThat(wardsPaper).contains("A cot was brought", ProtectedAddresses.TAKEN_OUT, "Minutes of a").doesNotContain("What only the practice needs.", "Hal", "Mara");
        assertThat(paper(gp, gps)).contains("A cot was brought", "For the GP", "What only the practice needs.", "Gita Practice");
        MvcTestResult without = post(ward, "step", "paper", "pass", gps);
        assertThat(page(without)).as("not without this link's own code").contains("One more step").doesNotContain("A cot");
    }

    private void withAnAccountTheyReadNoMore(UUID meeting) throws Exception {
        for (Practitioner one : List.of(round.visitor(), round.housing(), round.gp())) {
            String read = PaperReading.everything(minutesPaper.of(meeting, one));
            assertThat(read).as(one.name()).contains("A cot was brought", ProtectedAddresses.TAKEN_OUT);
            assertThat(hidden(read)).as(read).isFalse();
            assertThat(read.contains("What only the practice needs.")).as(one.name()).isEqualTo(one.equals(round.gp()));
            String page = new Api(context).get(one, "/api/meetings/{id}", meeting).getResponse().getContentAsString();
            assertThat(page).contains("A cot was brought");
            assertThat(hidden(page)).as(page).isFalse();
        }
    }

    /** The text of the PDF, by a second library, with its metadata. */
    private String paper(String link, String pass) throws Exception {
        byte[] pdf = web.post().uri(link).contentType(MediaType.APPLICATION_FORM_URLENCODED).with(request -> {
            request.setRemoteAddr(network);
            return request;
        }).param("step", "paper").param("pass", pass).exchange().getResponse().getContentAsByteArray();
        String read = PaperReading.everything(pdf);
        assertThat(hidden(read)).as(read).isFalse();
        return read;
    }

    @Test
    void whoIsNotReachedIsNamedAndTheConvenorHears() throws Exception {
        UUID meeting = convened();
        Invitee ward = invitees.of(meeting).stream().filter(one -> WARD.equals(one.mailbox())).findFirst().orElseThrow();
        Invitee mother = invitees.of(meeting).stream().filter(one -> one.family() && one.invited()).findFirst().orElseThrow();
        assertThat(invitations.notReached(mother.id(), 0)).contains("Not told yet: give them the letter");
        MimeMessage sent = arrived().get(WARD);
        assertThat(invitations.notReached(ward.id(), 0)).isNull();
        assertThat(deliveries.cameBack("Original-Message-ID: " + sent.getMessageID())).isEqualTo(1);
        assertThat(invitations.notReached(ward.id(), 0)).isEqualTo("It came back: check the address.");
        assertThat(jdbc.sql("select count(*) from notice n join message m on n.dedupe_key = 'not-reached:' || m.id where m.place = :place and n.to_id = :convenor and n.urgent")
                .param("place", ward.id()).param("convenor", round.convenor().id()).query(Integer.class).single()).isEqualTo(1);
    }

    private static final String DECIDE = "Read what called for a meeting and decide whether it is needed";

    /** At the mailbox that the register holds, never one that was typed; after a second step; with what was counted; and once. */
    @Test
    void aSecondAgencyWithoutAccountDecidesWithTheFactsBeforeIt() throws Exception {
        Practitioner petra = round.police();
        jdbc.sql("update practitioner set can_log_in = false where id = :id").param("id", petra.id()).update();
        UUID meeting = walk.called(round);
        ObjectNode proposal = walk.notConvening(round).put("why", "Nobody has moved to 12 St. Marys Ct.").put("decider", petra.username());
        assertThatThrownBy(() -> walk.act(meeting, round.convenor(), proposal)).as("no mailbox is entered").hasMessageContaining("Fill in what is named here");
        mailboxes.set(petra.id(), box(petra));
        walk.act(meeting, round.convenor(), proposal.put("deciderMailbox", "somebody-else@example.org"));
        Map<String, MimeMessage> asked = arrived();
        assertThat(asked.keySet()).containsExactly(box(petra));
        String decide = link(asked.get(box(petra)), DECIDE);
        assertThat(page(get(decide))).contains("One more step").doesNotContain("moved", "agencies worked");
        assertThat(post(decide, "step", "act", "outcome", "AGREED", "words", "Yes.")).as("not without the code").hasStatus(200);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.DECIDE_NOT_CONVENING);

        String pass = pass(decide, box(petra));
        String shown = pages.remove(pages.size() - 1);
        assertThat(shown).contains("Told by the health visitor.", "(rule M5)", "agencies worked on a concern.", "of these four stood on the record of a carer", "Nobody has moved to " + ProtectedAddresses.TAKEN_OUT,
                "The health visitor visits on Friday as planned.").doesNotContain("Mara", round.family().reference());
        assertThat(hidden(shown)).isFalse();
        assertThat(post(decide, "step", "act", "pass", pass, "outcome", "AGREED")).as("words are missing").hasStatus(422);
        pages.remove(pages.size() - 1);
        assertThat(post(decide, "step", "act", "pass", pass, "outcome", "NOT_AGREED", "words", "She has moved: I saw the van.")).hasStatus(200);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.CONVENE);
        assertThat(get(decide)).hasStatus(410);

        walk.act(meeting, round.convenor(), proposal.put("why", "It was the van of a neighbour."));
        String again = link(arrived().get(box(petra)), DECIDE);
        pass = pass(again, box(petra));
        pages.remove(pages.size() - 1);
        meetings.reopen(meeting, "The proposal was a mistake.", round.convenor());
        assertThat(post(again, "step", "act", "pass", pass, "outcome", "AGREED", "words", "Then not.")).as("taken back meanwhile").hasStatus(410);
        walk.act(meeting, round.convenor(), proposal);
        String last = link(arrived().get(box(petra)), DECIDE);
        pass = pass(last, box(petra));
        pages.remove(pages.size() - 1);
        assertThat(post(last, "step", "act", "pass", pass, "outcome", "AGREED", "words", "It was a neighbour.")).hasStatus(200);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.ENDED);
        assertThat(jdbc.sql("select o.end_kind from obligation o join meeting m on m.obligation_id = o.id where m.id = :id").param("id", meeting).query(String.class).single()).isEqualTo("NOT_NEEDED");
        nothingCanBeFound();
    }

    /** The letter is for one person, finds nobody, and until somebody says that it was given the place is not reached and the duty is open. */
    @Test
    void oneOfTheFamilyIsToldByALetterOfTheirOwnAndAgainAfterAChange() throws Exception {
        UUID meeting = convened();
        Invitee mother = invitees.of(meeting).stream().filter(one -> one.family() && one.invited()).findFirst().orElseThrow();
        FamilyLetters.Letter letter = letters.letter(meeting, mother.id(), round.convenor());
        assertThat(letter.to()).isEqualTo("Mara");
        assertThat(letter).hasToString("Letter[to=Mara, startsAt=2026-03-04T10:00:00Z, minutes=90, room=Room 2, Civic Centre, link=null, changed=false, calledOff=false, convenor="
                + round.convenor().name() + ", agency=" + letter.agency() + ", phone=null]");
        numbers.setAgency(round.family().team().csc(), "0116 496 0100");
        assertThat(letters.letter(meeting, mother.id(), round.convenor()).phone()).as("who has nothing but a letter can ring").isEqualTo("0116 496 0100");
        UUID team = organisation.addTeam(round.family().team().csc(), "North");
        jdbc.sql("update practitioner set team_id = :team where id = :id").param("team", team).param("id", round.convenor().id()).update();
        assertThat(letters.letter(meeting, mother.id(), round.convenor()).phone()).as("a team without a number of its own").isEqualTo("0116 496 0100");
        numbers.setTeam(team, "+44 116 496 0177");
        assertThat(letters.letter(meeting, mother.id(), round.convenor()).phone()).isEqualTo("+44 116 496 0177");
        assertThat(hidden(letter.toString())).isFalse();
        assertThatThrownBy(() -> letters.letter(meeting, mother.id(), round.gp())).as("only who leads").isInstanceOf(NotFound.class);
        Invitee father = invitees.of(meeting).stream().filter(one -> one.family() && !one.invited()).findFirst().orElseThrow();
        assertThatThrownBy(() -> letters.letter(meeting, father.id(), round.convenor())).as("who is not asked gets none").isInstanceOf(NotFound.class);
        assertThat(toldDuties(meeting)).containsExactly("open " + round.convenor().username());

        assertThatThrownBy(() -> letters.told(meeting, mother.id(), MeetingWalk.today().plusDays(1), null, null, round.convenor()))
                .isInstanceOfSatisfying(Invalid.class, all -> assertThat(all.faults()).extracting(Invalid.Fault::field).containsExactly("on", "how"));
        assertThatThrownBy(() -> letters.told(meeting, mother.id(), MeetingWalk.today(), FamilyLetters.How.SAFE_CONTACT, " ", round.convenor())).isInstanceOf(Invalid.class);
        letters.told(meeting, mother.id(), MeetingWalk.today(), FamilyLetters.How.SAFE_CONTACT, "her sister", round.convenor());
        assertThat(invitations.notReached(mother.id(), 0)).isNull();
        assertThat(toldDuties(meeting)).containsExactly("MET " + round.convenor().username());
        assertThatThrownBy(() -> letters.told(meeting, mother.id(), MeetingWalk.today(), FamilyLetters.How.IN_PERSON, null, round.convenor())).hasMessageContaining("stands already");

        meetings.move(meeting, walk.convene(round, MeetingWalk.today().plusDays(3)).put("reason", "The room was taken."), round.convenor());
        assertThat(invitations.notReached(mother.id(), 1)).contains("Not told yet");
        assertThat(letters.letter(meeting, mother.id(), round.convenor()).changed()).isTrue();
        assertThat(toldDuties(meeting)).containsExactly("MET " + round.convenor().username(), "open " + round.convenor().username());
        letters.told(meeting, mother.id(), MeetingWalk.today(), FamilyLetters.How.LETTER, null, round.chair());
        overtaken.overtaken(meeting, OvertakenMeetings.Because.MOVED_AWAY, null, "The family has moved to another authority.", round.chair());
        assertThat(letters.letter(meeting, mother.id(), round.convenor()).calledOff()).isTrue();
        assertThat(toldDuties(meeting)).as("who knew of it is told that it is off").hasSize(3).last().asString().startsWith("open");
        letters.told(meeting, mother.id(), MeetingWalk.today(), FamilyLetters.How.IN_PERSON, null, round.convenor());
        assertThat(toldDuties(meeting)).noneMatch(one -> one.startsWith("open"));
        assertThat(arrived().keySet()).as("nobody of the family is mailed").noneMatch(address -> address.contains("mara"));
    }

    private List<String> toldDuties(UUID meeting) {
        return jdbc.sql("""
                select coalesce(o.end_kind, 'open') || ' ' || p.username from obligation o join practitioner p on p.id = o.owner_id
                where o.subject_kind = 'MEETING_FAMILY' and o.subject_id = :meeting order by o.born_at, o.id""").param("meeting", meeting).query(String.class).list();
    }

    /** Over every mail with its headers and its calendar file, and every page that was shown: no address of the family in any spelling, no name in a mail. */
    private void nothingCanBeFound() throws Exception {
        assertThat(mail.getReceivedMessages()).isNotEmpty();
        assertThat(pages).isNotEmpty();
        List<String> names = List.of("Hal", "Mara", "Finn", "Example-", round.family().reference());
        for (MimeMessage message : mail.getReceivedMessages()) {
            String whole = GreenMailUtil.getHeaders(message) + "\n" + text(message) + (message.getContent() instanceof MimeMultipart ? calendar(message) : "");
            assertThat(hidden(whole)).as(whole).isFalse();
            assertThat(whole).doesNotContain(names);
        }
        for (String page : pages) {
            assertThat(hidden(page)).as(page).isFalse();
            assertThat(page).doesNotContain(names);
        }
    }
}
