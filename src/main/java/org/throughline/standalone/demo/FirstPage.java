package org.throughline.standalone.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.stereotype.Component;
import org.throughline.workflow.EngineTask;
import org.throughline.workflow.EngineTasks;

/** Who the demo people are, what waits for each, and what to try: printed at the start and shown at {@code /demo}. */
@Component
@ConditionalOnProperty("throughline.demo")
class FirstPage {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.UK).withZone(ZoneId.of("Europe/London"));

    /** @param waits what this person has to do, the earliest first */
    record Seat(DemoFolk.Person person, String password, List<String> waits) {}

    private final DemoFolk folk;
    private final Cheats cheats;
    private final EngineTasks tasks;
    private final ServletWebServerApplicationContext server;

    FirstPage(DemoFolk folk, Cheats cheats, EngineTasks tasks, ServletWebServerApplicationContext server) {
        this.folk = folk;
        this.cheats = cheats;
        this.tasks = tasks;
        this.server = server;
    }

    String address() {
        return "http://127.0.0.1:" + server.getWebServer().getPort();
    }

    List<Seat> seats() {
        Passwords passwords = folk.passwords();
        return folk.people().stream().map(person -> new Seat(person, passwords.of(person.username()), waits(person.username()))).toList();
    }

    List<Cheats.Cheat> cheats() {
        return cheats.six(address());
    }

    String signIn() {
        return cheats.signIn(address());
    }

    private List<String> waits(String username) {
        return tasks.assignedTo(username).stream().map(FirstPage::line).toList();
    }

    private static String line(EngineTask task) {
        return task.name() + (task.due() == null ? "" : " (due " + WHEN.format(Instant.from(task.due())) + ")");
    }

    /** The page as plain text for the console. */
    String asText() {
        StringBuilder page = new StringBuilder();
        page.append("\n  Throughline is ready: ").append(address()).append("\n\n");
        page.append("  Example: Ines is new to the family and has six entries left to read, two of them key.\n");
        page.append("  Sample: nine entries; nothing has begun. Sign in as Sunita and ask for a handover to Ines.\n");
        page.append("  Specimen: an account waits for Sunita. It leaves out the elder child.\n\n");
        for (Seat seat : seats()) {
            if (folk.isFirst(seat.person())) {
                page.append(String.format("  %-8s %-14s %s, %s%n", seat.person().username(), seat.password(), seat.person().name(), seat.person().role()));
                seat.waits().forEach(wait -> page.append("           ").append(wait).append('\n'));
            }
        }
        page.append("\n  Everybody else, and six ways to try to get round the gate with the refusal to expect: ").append(address()).append("/demo\n");
        page.append("  Begin again with a fresh demo: ./mvnw spring-boot:run -Dspring-boot.run.arguments=--throughline.reset=true\n");
        return page.toString();
    }
}
