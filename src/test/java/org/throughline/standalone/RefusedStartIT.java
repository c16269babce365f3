package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.throughline.Throughline;

/** What a person sees whose start is refused: one sentence. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartIT {

    @TempDir
    private Path directory;

    @Test
    void onATakenPort(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            start("--server.port=" + taken.getLocalPort(), "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none");
            assertOneSentence(output, "Port " + taken.getLocalPort() + " cannot be used");
        }
    }

    @Test
    void onDataThatIsInUse(CapturedOutput output) throws IOException {
        DataLock held = DataLock.take(directory);
        start("--throughline.data=" + directory);
        held.close();
        assertOneSentence(output, "Throughline already runs on the data in " + directory);
    }

    @Test
    void onADataDirectoryThatIsAFile(CapturedOutput output) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        start("--throughline.data=" + file);
        assertOneSentence(output, "The data directory " + file + " cannot be written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--server.address=0.0.0.0", "--server.address=", "--server.address=::", "--management.server.address=0.0.0.0"})
    void onAnAddressThatOthersReach(String address, CapturedOutput output) throws IOException {
        start("--throughline.data=" + directory, address);
        assertOneSentence(output, "Without a database server of your own Throughline is a demonstration");
        try (var files = Files.list(directory)) {
            assertThat(files).as("nothing was begun").isEmpty();
        }
    }

    private static void start(String... arguments) {
        assertThat(catchThrowable(() -> SpringApplication.run(Throughline.class, arguments))).isInstanceOf(StartRefused.class);
    }

    private static void assertOneSentence(CapturedOutput output, String beginning) {
        assertThat(output.getErr().strip()).startsWith("Throughline did not start. " + beginning).hasLineCount(1).endsWith(".");
        assertThat(output.getAll()).doesNotContain("\tat ").doesNotContain("Exception");
    }
}
