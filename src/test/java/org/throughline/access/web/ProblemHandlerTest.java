package org.throughline.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;

class ProblemHandlerTest {

    record Words(@NotBlank(message = "Say something.") String text, @NotBlank(message = "Say who.") String who, LocalDate day) {}

    @RestController
    static class Probe {
        RuntimeException next;

        @GetMapping({"/api/probe", "/page"})
        String fail() {
            throw next;
        }

        @PostMapping("/api/probe")
        void take(@Valid @RequestBody Words words) {}

        @GetMapping("/api/day")
        String day(@RequestParam LocalDate day) {
            return day.toString();
        }
    }

    private final Probe probe = new Probe();
    private final ObjectMapper json = Jackson2ObjectMapperBuilder.json().build();
    private final MockMvcTester web = MockMvcTester.create(MockMvcBuilders.standaloneSetup(probe).setControllerAdvice(new ProblemHandler())
            .setMessageConverters(new MappingJackson2HttpMessageConverter(json)).build());

    private MvcTestResult fails(RuntimeException thrown) {
        probe.next = thrown;
        return web.get().uri("/api/probe").accept(MediaType.TEXT_HTML).exchange();
    }

    private static RuntimeException sql(String state, String message) {
        return new DataIntegrityViolationException("could not execute statement [insert into secret]", postgres(state, message));
    }

    private static PSQLException postgres(String state, String message) {
        return new PSQLException(new ServerErrorMessage("SERROR\0C" + state + "\0M" + message + "\0WPL/pgSQL function secret()\0"));
    }

    @Test
    void aRefusalSaysWhatIsMissingAndNeverInHtml() {
        assertThat(fails(new Refusal("Six entries are still unread.", "unread", List.of(new Refusal.Missing("Read them", "/work/1")))))
                .hasStatus(409).hasContentType(MediaType.APPLICATION_PROBLEM_JSON).bodyJson()
                .isLenientlyEqualTo("{\"status\":409,\"detail\":\"Six entries are still unread.\",\"code\":\"unread\",\"missing\":[{\"text\":\"Read them\",\"href\":\"/work/1\"}]}");
    }

    @Test
    void aRefusalInsideAnotherExceptionIsFound() {
        assertThat(fails(new IllegalStateException("engine", new Refusal("Not yet.")))).hasStatus(409).bodyText().contains("Not yet.").doesNotContain("engine");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThat(fails(new Invalid(List.of(new Invalid.Fault("a", "First."), new Invalid.Fault("b", "Second."))))).hasStatus(422).bodyJson()
                .isLenientlyEqualTo("{\"faults\":[{\"field\":\"a\",\"reason\":\"First.\"},{\"field\":\"b\",\"reason\":\"Second.\"}]}");
        assertThat(web.post().uri("/api/probe").contentType(MediaType.APPLICATION_JSON).content("{}").exchange()).hasStatus(400).bodyText()
                .contains("Say something.").contains("Say who.");
    }

    @Test
    void whatCannotBeReadIsNamedByItsField() {
        assertThat(web.post().uri("/api/probe").contentType(MediaType.APPLICATION_JSON).content("{\"day\":\"yesterday\"}").exchange())
                .hasStatus(400).bodyJson().isLenientlyEqualTo("{\"faults\":[{\"field\":\"day\"}]}");
        assertThat(web.post().uri("/api/probe").contentType(MediaType.APPLICATION_JSON).content("{").exchange()).hasStatus(400).bodyText().contains("not readable JSON");
        assertThat(web.get().uri("/api/day?day=x").exchange()).hasStatus(400).bodyJson().isLenientlyEqualTo("{\"faults\":[{\"field\":\"day\"}]}");
        assertThat(web.get().uri("/api/day").exchange()).hasStatus(400).bodyJson().isLenientlyEqualTo("{\"faults\":[{\"field\":\"day\",\"reason\":\"This is missing.\"}]}");
        assertThat(web.delete().uri("/api/day").exchange()).hasStatus(405).hasContentType(MediaType.APPLICATION_PROBLEM_JSON).headers().containsHeader("Allow");
        assertThat(web.post().uri("/api/probe").contentType(MediaType.TEXT_PLAIN).content("x").exchange()).hasStatus(415);
    }

    @Test
    void aSentenceOfTheDatabaseIsPassedOnWithoutItsDetail() {
        assertThat(fails(sql("23T10", "A case file is never without a responsible worker."))).hasStatus(409).bodyText()
                .contains("A case file is never without a responsible worker.").doesNotContain("PL/pgSQL").doesNotContain("secret");
    }

    @Test
    void aTriggerThatSpeaksAtTheCommitIsHeardToo() {
        assertThat(fails(new TransactionSystemException("Could not commit JPA transaction", postgres("23T10", "Name the next one.")))).hasStatus(409)
                .bodyText().contains("Name the next one.").doesNotContain("JPA");
    }

    @Test
    void otherConstraintsTellNothingOfTheInside() {
        assertThat(fails(sql("23503", "violates foreign key constraint \"secret_fk\""))).hasStatus(409).bodyText().doesNotContain("secret");
        assertThat(fails(new DuplicateKeyException("x", postgres("23505", "duplicate key (username)=(olive)")))).hasStatus(409).bodyText()
                .contains("already recorded").doesNotContain("olive");
    }

    @Test
    void lostRacesAreConflicts() {
        assertThat(fails(new OptimisticLockingFailureException("row"))).hasStatus(409).bodyText().contains("Load it again");
        assertThat(fails(new CannotAcquireLockException("deadlock", postgres("40P01", "deadlock detected")))).hasStatus(409).bodyText().contains("Try again");
    }

    @Test
    void aDatabaseThatIsAwayIsSaidAndNothingIsClaimedSaved() {
        assertThat(fails(new CannotCreateTransactionException("x", new SQLException("refused", PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState()))))
                .hasStatus(503).containsHeader("Retry-After").bodyText().contains("nothing was saved").doesNotContain("refused");
    }

    @Test
    void unknownAndForbiddenLookTheSame() {
        String unknown = body(fails(new NotFound()));
        String forbidden = body(fails(new org.springframework.security.access.AccessDeniedException("no")));
        assertThat(unknown).isEqualTo(forbidden).contains("\"status\":404");
    }

    private String body(MvcTestResult result) {
        try {
            return json.writeValueAsString(json.readValue(result.getResponse().getContentAsString(), Map.class));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoIsNotSignedInIsAskedTo() {
        assertThat(fails(new AuthenticationCredentialsNotFoundException("x"))).hasStatus(401);
    }

    @Test
    void whatNobodyForesawIsANumberAndASentence() {
        assertThat(fails(new IllegalStateException("Mara Example, 1 Hill Road"))).hasStatus(500).bodyText().contains("give an administrator the number")
                .doesNotContain("Mara");
    }

    @Test
    void pagesGetTheErrorPage() {
        probe.next = new NotFound();
        assertThat(web.get().uri("/page").exchange()).hasStatus(404).bodyText().isEmpty();
    }
}
