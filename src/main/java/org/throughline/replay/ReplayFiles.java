package org.throughline.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Where the result of a replay is written: a page, and the same as JSON (src/docs/replay.schema.json). */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class ReplayFiles {

    private final ObjectMapper json;
    private final Path out;

    ReplayFiles(ObjectMapper json, @Value("${" + ReplayEnvironment.OUT + ":" + ReplayEnvironment.OUT_BY_DEFAULT + "}") Path out) {
        this.json = json.copy().enable(SerializationFeature.INDENT_OUTPUT);
        this.out = out;
    }

    void write(ReplayResult result, PrintStream screen) throws IOException {
        Files.createDirectories(out);
        String name = name(result.reference(), result.policy());
        if (result.stopped() == null) {
            Files.deleteIfExists(stoppedLog(result.reference(), result.policy())); // of an earlier one
        }
        json.writeValue(out.resolve(name + ".json").toFile(), result);
        Files.writeString(out.resolve(name + ".html"), new ReplayPage(result).html());
        screen.println(result.byRule().size() + " things had to happen, " + result.byRule().stream().filter(one -> one.overdueDays() > 0 || one.end() == null && !one.told().isEmpty()).count()
                + " of them were late; the gate refused " + result.refusals().size() + " interventions.");
        screen.println("Read it: " + out.resolve(name + ".html").toAbsolutePath());
        screen.println("As data: " + out.resolve(name + ".json").toAbsolutePath());
    }

    private static String name(String reference, Policy policy) {
        return reference.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + policy.word();
    }

    private Path stoppedLog(String reference, Policy policy) {
        return out.resolve(name(reference, policy) + "-stopped.log");
    }

    /** Keeps why a replay could not go on, for whoever looks into it. @return where it is kept, in a sentence; never a fault of its own */
    String details(String reference, Policy policy, RuntimeException fault) {
        Path file = stoppedLog(reference, policy);
        try {
            Files.createDirectories(out);
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
                fault.printStackTrace(writer);
                if (writer.checkError()) {
                    throw new IOException("No space, or no right to write");
                }
            }
            return "The details: " + file.toAbsolutePath();
        } catch (IOException unwritable) {
            return "The details cannot be written to " + file.toAbsolutePath() + " (" + unwritable.getMessage() + ").";
        }
    }
}
