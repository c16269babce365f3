package org.throughline.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.access.Invalid;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.notification.MailRounds;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.EngineTasks;

/** A midwife without account writes "I do not agree" over a signed link, and says over another whether the answer settles it. */
@ThroughlineTest
class DisagreementLinksIT {

    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");
    private static final Pattern PASS = Pattern.compile("name=\"pass\" value=\"([^\"]+)\"");

    @Autowired DisagreementLinks links;
    @Autowired DisagreementSteps steps;
    @Autowired DisagreementStore store;
    @Autowired DisagreementProcess process;
    @Autowired EngineTasks engineTasks;
    @Autowired MailRounds rounds;
    @Autowired Mailboxes mailboxes;
    @Autowired Organisation organisation;
    @Autowired Casefiles casefiles;
    @Autowired FamilyWorld world;
    @Autowired JdbcClient jdbc;
    @Autowired OwnerDatabase owner;
    @Autowired TransactionTemplate transaction;
    @Autowired DefaultListableBeanFactory beans;
    @Autowired WebApplicationContext context;
    @LocalServerPort int port;

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final String network = "10." + new Random().nextInt(256) + "." + new Random().nextInt(256) + "." + new Random().nextInt(256);
    private final Set<String> seen = new HashSet<>();
    private GreenMail mail;
    private String shown;
    private MockMvcTester web;
    private Team team;
    private Family family;
    private Practitioner mina;
    private String box;

    @BeforeEach
    void aMidwifeWithoutAccount() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        sender.setHost("127.0.0.1");
        sender.setPort(mail.getSmtp().getPort());
        beans.registerSingleton("mailServerOfTheTest", sender);
        world.startClock();
        jdbc.sql("update notice set due_at = 'infinity' where mail_id is null").update();
        jdbc.sql("update mail set next_at = 'infinity' where state = 'WAITING'").update();
        web = MockMvcTester.from(context);
        team = world.team();
        family = world.family(team, 2);
        mina = organisation.get(organisation.addPractitioner(new NewPractitioner("mina-" + team.mark(), "Mina Midwife", team.health(), null, PractitionerRole.PARTNER_PROFESSIONAL, null, false)));
        box = "box-" + mina.id() + "@example.org";
        mailboxes.set(mina.id(), box);
        transaction.executeWithoutResult(status -> casefiles.addInvolvement(team.health(), family.child(), mina.id(), LocalDate.of(2026, 1, 12), null, null));
    }

    @AfterEach
    void stop() {
        beans.destroySingleton("mailServerOfTheTest");
        mail.stop();
    }

    /** Sends what waits. @return what arrived since */
    private List<MimeMessage> arrived() {
        TestClock.get().advance(Duration.ofSeconds(1));
        rounds.go();
        return Arrays.stream(mail.getReceivedMessages()).filter(message -> {
            try {
                return seen.add(message.getMessageID());
            } catch (jakarta.mail.MessagingException e) {
                throw new IllegalStateException(e);
            }
        }).toList();
    }

    private static String text(MimeMessage message) throws Exception {
        return message.getContent().toString();
    }

    private String link(MimeMessage message) throws Exception {
        return Arrays.stream(text(message).split("\\s+")).filter(word -> word.contains("/links/")).map(word -> URI.create(word).getPath()).findFirst().orElseThrow();
    }

    private String toWrite() throws Exception {
        links.send(family.file(), mina.username(), team.outgoing());
        return link(arrived().get(0));
    }

    private MvcTestResult get(String path) {
        return web.get().uri(path).with(request -> {
            request.setRemoteAddr(network);
            return request;
        }).exchange();
    }

    private MvcTestResult post(String path, Map<String, String> form) {
        var call = web.post().uri(path).contentType(MediaType.APPLICATION_FORM_URLENCODED).with(request -> {
            request.setRemoteAddr(network);
            return request;
        });
        for (Map.Entry<String, String> field : form.entrySet()) {
            call = call.param(field.getKey(), field.getValue());
        }
        return call.exchange();
    }

    private static String page(MvcTestResult answer) throws Exception {
        return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private String code(String path) throws Exception {
        assertThat(post(path, Map.of("step", "send"))).hasStatus(200);
        List<MimeMessage> sent = arrived();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).getAllRecipients()).extracting(Object::toString).as("to the registered mailbox alone").containsExactly(box);
        Matcher found = CODE.matcher(text(sent.get(0)));
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private String pass(String path) throws Exception {
        MvcTestResult opened = post(path, Map.of("step", "code", "code", code(path)));
        assertThat(opened).hasStatus(200);
        shown = page(opened);
        Matcher pass = PASS.matcher(shown);
        assertThat(pass.find()).isTrue();
        return pass.group(1);
    }

    private Map<String, String> written(String pass) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("step", "act", "with", team.outgoing().username(), "subject", "THRESHOLD", "what", "The file is to be closed.",
                "why", "He lost weight.", "couldHappen", "He could starve.", "safeMeanwhile", "I weigh him on Thursday."));
        if (pass != null) {
            form.put("pass", pass);
        }
        return form;
    }

    private List<Disagreement> ofTheFamily() {
        return store.of(family.file());
    }

    @Test
    void writtenAnsweredAndSettledWithoutAccount() throws Exception {
        String path = toWrite();
        String first = page(get(path));
        assertThat(first).contains("One more step").doesNotContain(family.reference(), "Olive", "Mina", "Hal");
        get(path);
        get(path);
        assertThat(mail.getReceivedMessages()).as("opening does nothing: mail scanners open links too").hasSize(1);
        String pass = pass(path);
        MvcTestResult lacks = post(path, Map.of("step", "act", "pass", pass, "what", "The <b>file</b> is to be closed."));
        assertThat(lacks).hasStatus(422);
        assertThat(page(lacks)).contains("Error: I do not agree", "Write why.", "href=\"#with\"", "The &lt;b&gt;file&lt;/b&gt; is to be closed.", family.reference());
        assertThat(post(path, written(pass))).hasStatus(200);
        Disagreement one = ofTheFamily().get(0);
        assertThat(one.byLink()).isTrue();
        assertThat(one.raisedBy()).isEqualTo(mina.id());
        assertThat(post(path, written(pass))).hasStatus(410);
        assertThat(page(get(path))).contains("This link has been used").doesNotContain(family.reference());
        assertThat(ofTheFamily()).hasSize(1);

        answers(one.id());
        MimeMessage answered = arrived().stream().filter(message -> to(message).equals(box)).findFirst().orElseThrow();
        assertThat(text(answered)).doesNotContain("Olive", "Wednesday", family.reference());
        String decide = link(answered);
        assertThat(page(get(decide))).contains("One more step").doesNotContain("We visit");
        transaction.executeWithoutResult(status -> casefiles.addHouseholdMember(casefiles.addHousehold("Flat 3, 12 Saint Mary's Court, Farton EX4 9QQ", true), family.mother(), LocalDate.of(2026, 2, 1), null));
        String through = pass(decide);
        assertThat(shown).contains("We visit together at " + ProtectedAddresses.TAKEN_OUT).doesNotContain("Marys");
        assertThat(post(decide, Map.of("step", "act", "pass", through, "outcome", "NOT_AGREED"))).hasStatus(422);
        assertThat(post(decide, Map.of("step", "act", "pass", through, "outcome", "NOT_AGREED", "words", "Not enough.", "safety", "I ring."))).hasStatus(200);
        assertThat(store.find(one.id()).orElseThrow().level()).isEqualTo(DisagreementLevel.E2);
        assertThat(store.acts(one.id())).last().satisfies(act -> {
            assertThat(act.outcome()).isEqualTo("NOT_AGREED");
            assertThat(act.by()).isEqualTo(mina.id());
        });
    }

    private static String to(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answers(UUID id) {
        Practitioner doer = organisation.get(store.find(id).orElseThrow().doerId());
        int version = steps.save(id, 0, JsonNodeFactory.instance.objectNode().put("plan", "We visit together at 12 St. Marys Ct.").put("safety", "The grandmother.").put("attendees", "Both."), doer).version();
        engineTasks.complete(doer.username(), process.waitingTask(id), Map.of("draftVersion", version));
    }

    @Test
    void tamperedExpiredMovedOrChangedItOpensNothingAndSaysWhatToDo() throws Exception {
        String path = toWrite();
        char last = path.charAt(path.length() - 2);
        String tampered = path.substring(0, path.length() - 2) + (last == 'A' ? 'B' : 'A') + path.charAt(path.length() - 1);
        for (String none : List.of(tampered, path.substring(0, path.length() - 6), "/links/nothing", "/links/" + "A".repeat(64))) {
            MvcTestResult answer = get(none);
            assertThat(answer).hasStatus(404);
            assertThat(page(answer)).contains("This link does not work", "ring whoever asked you").doesNotContain(family.reference());
        }
        owner.asOwner().sql("update signed_link set expires_at = expires_at + interval '1 year' where subject_id = '" + family.file() + "'").update();
        assertThat(get(path)).as("widened in the database").hasStatus(404);
        owner.asOwner().sql("update signed_link set expires_at = expires_at - interval '1 year' where subject_id = '" + family.file() + "'").update();
        assertThat(get(path)).hasStatus(200);
        owner.asOwner().sql("update signed_link set purpose = 'ANSWER' where subject_id = '" + family.file() + "'").update();
        assertThat(get(path)).as("for another purpose").hasStatus(404);
        owner.asOwner().sql("update signed_link set purpose = 'DISAGREE' where subject_id = '" + family.file() + "'").update();

        mailboxes.set(mina.id(), "another-" + mina.id() + "@example.org");
        assertThat(get(path)).hasStatus(410);
        jdbc.sql("update agency set phone = '0116 496 0100' where id = :id").param("id", team.csc()).update();
        assertThat(page(get(path))).contains("sent to another mailbox").as("whoever holds it now may be somebody else").doesNotContain("0116");
        mailboxes.set(mina.id(), box);
        TestClock.get().advance(Duration.ofDays(29));
        assertThat(get(path)).hasStatus(410);
        assertThat(page(get(path))).contains("This link has ended", "Ring Children&#39;s social care on 0116 496 0100.");
    }

    @Test
    void whoNoLongerWorksWithTheFamilyWritesNothing() throws Exception {
        String path = toWrite();
        owner.asOwner().sql("update involvement set until = '2026-03-01' where practitioner_id = :id").param("id", mina.id()).update();
        assertThat(get(path)).hasStatus(410);
        assertThat(page(get(path))).contains("You no longer work with this family by what is recorded");
        assertThatThrownBy(() -> links.send(family.file(), mina.username(), team.outgoing())).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> links.send(family.file(), team.visitor().username(), team.outgoing())).as("who has an account signs in").isInstanceOf(Invalid.class);
    }

    @Test
    void whatWasDecidedMeanwhileIsNotDecidedAgainByLink() throws Exception {
        String path = toWrite();
        post(path, written(pass(path)));
        UUID id = ofTheFamily().get(0).id();
        answers(id);
        String decide = link(arrived().stream().filter(message -> to(message).equals(box)).findFirst().orElseThrow());
        transaction.executeWithoutResult(status -> jdbc.sql("update disagreement set turn = turn + 1 where id = :id").param("id", id).update());
        assertThat(page(get(decide))).contains("something that has changed");
    }

    @Test
    void aLinkThatWasPassedOnIsOfNoUseWithoutTheMailbox() throws Exception {
        String path = toWrite();
        assertThat(post(path, written(null))).hasStatus(200);
        assertThat(ofTheFamily()).as("without the second step nothing is done").isEmpty();
        String other = toWrite();
        String passOfOther = pass(other);
        assertThat(page(post(path, written(passOfOther)))).contains("One more step");
        assertThat(ofTheFamily()).isEmpty();
        String codeOfOther = code(other);
        code(path);
        assertThat(post(path, Map.of("step", "code", "code", codeOfOther))).hasStatus(422);
        String pass = pass(path);
        TestClock.get().advance(Duration.ofMinutes(16));
        assertThat(page(post(path, written(pass)))).as("good for a few minutes").contains("One more step");
        assertThat(ofTheFamily()).isEmpty();
    }

    @Test
    void codesAreFewAndWrongOnesFewer() throws Exception {
        String path = toWrite();
        String code = code(path);
        for (int i = 0; i < 5; i++) {
            assertThat(post(path, Map.of("step", "code", "code", code.equals("000000") ? "111111" : "000000"))).hasStatus(422);
        }
        assertThat(page(post(path, Map.of("step", "code", "code", code)))).as("void after five wrong ones").contains("no longer good");
        code(path);
        code(path);
        MvcTestResult fourth = post(path, Map.of("step", "send"));
        assertThat(fourth).hasStatus(422);
        assertThat(page(fourth)).contains("Several codes were sent already");
        assertThat(arrived()).isEmpty();
    }

    @Test
    void ofTwoAtTheSameMomentOneActs() throws Exception {
        String path = toWrite();
        Map<String, String> form = written(pass(path));
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> act = () -> post(path, form).getResponse().getStatus();
            List<Integer> answers = two.invokeAll(List.of(act, act)).stream().map(one -> {
                try {
                    return one.get();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }).sorted().toList();
            assertThat(answers).containsExactly(200, 410);
        } finally {
            two.shutdown();
        }
        assertThat(ofTheFamily()).hasSize(1);
    }

    @Test
    void whoAsksTooOftenWaits() {
        for (int i = 0; i < 15; i++) {
            assertThat(get("/links/" + "B".repeat(64))).hasStatus(404);
        }
        get("/links/" + "B".repeat(64));
        assertThat(get("/links/" + "B".repeat(64))).as("guessing").hasStatus(429);
    }

    /** Through every filter, as a browser comes. */
    @Test
    void aPageOfALinkIsKeptNowhereSaysNothingOnwardAndNeedsNoScriptAndNoSession() throws Exception {
        String path = toWrite();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).get().asString().contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("X-Robots-Tag")).get().asString().contains("noindex");
        assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1).first().asString().contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'").doesNotContain("script-src");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body()).doesNotContain("<script");
        HttpResponse<String> sent = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("step=send")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(sent.statusCode()).as("without session and token").isEqualTo(200);
        assertThat(HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/links/a/b")).build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        assertThat(HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).DELETE().build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isBetween(400, 405);
    }
}
