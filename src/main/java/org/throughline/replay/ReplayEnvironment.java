package org.throughline.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.throughline.standalone.StartRefused;

/**
 * With {@code --replay=PATH} the application starts on a database of its own that is empty at every start, without demo, without a
 * schedule or a job of its own accord, and without a mail server: only the replay moves its time.
 */
final class ReplayEnvironment implements EnvironmentPostProcessor {

    static final String PATH = "replay";
    static final String POLICY = "policy";
    static final String OUT = "throughline.replay.out";
    static final String OUT_BY_DEFAULT = "target/replay";
    private static final String NOTICE = "A replay of a case bundle on a simulated clock: what the bundle tells, and what the rules of this system would have called for. "
            + "It is no record of what was done, and whether the bundle tells of real people is said where it comes from.";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.containsProperty(PATH)) {
            return;
        }
        if (environment.containsProperty("spring.datasource.url")) {
            throw new StartRefused("A replay moves the clock, so it never runs on a database that people work with: start it without spring.datasource.url.");
        }
        String policy = environment.getProperty(POLICY, Policy.SILENT.word());
        if (Policy.of(policy).isEmpty()) {
            throw new StartRefused("There is no policy \"" + policy + "\": use --policy=silent, in which nobody does anything but what the bundle says that they did, or --policy=diligent, in which everybody does what they owe; or --policy=silent,diligent for both.");
        }
        String data = environment.getProperty("throughline.replay.data", "target/replay/data");
        if (place(data).equals(place(environment.getProperty("throughline.data", "data")))) {
            throw new StartRefused("A replay begins with an empty record each time, so it never uses the directory of an installation that people work with: leave throughline.replay.data away, or name another.");
        }
        mayWrite(environment.getProperty(OUT, OUT_BY_DEFAULT));
        Map<String, Object> own = new HashMap<>(Map.of(
                "throughline.data", data,
                "throughline.reset", "discard",
                "throughline.demo", "false",
                "throughline.notice", NOTICE,
                "server.port", "0",
                "management.server.port", "0",
                "camunda.bpm.job-execution.enabled", "false",
                "throughline.roots.keys", "",
                "throughline.roots.file", "",
                "spring.mail.host", ""));
        own.put("logging.exception-conversion-word", "%nopex"); // why it stopped stands in a file of its own, what else libraries warn of is a line
        for (String schedule : new String[] {"watchdog", "families", "meetings", "agreements", "deadlines", "mail", "leaving", "away", "roots", "keycloak"}) {
            own.put("throughline." + schedule + ".scheduled", "false");
        }
        environment.getPropertySources().addFirst(new MapPropertySource("replay", own));
    }

    private static void mayWrite(String out) {
        try {
            Files.deleteIfExists(Files.createTempFile(Files.createDirectories(Path.of(out)), "writable", null));
        } catch (IOException unwritable) {
            throw new StartRefused("The result of a replay cannot be written to " + place(out) + " (" + unwritable.getMessage() + "): name another directory with --" + OUT + "=...", unwritable);
        }
    }

    private static Path place(String directory) {
        return Path.of(directory).toAbsolutePath().normalize();
    }
}
