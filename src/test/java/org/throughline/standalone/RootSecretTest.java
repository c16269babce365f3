package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of the daily roots in the embedded default. */
class RootSecretTest {

    @Test
    void itIsMadeOnceOnlyItsOwnerReadsItAndItsPublicHalfStandsBesideIt(@TempDir Path one, @TempDir Path other) throws Exception {
        String key = new RootSecret(one).keys();
        assertThat(new RootSecret(one).keys()).isEqualTo(key).isNotEqualTo(new RootSecret(other).keys());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one.resolve("roots.key")))).isEqualTo("rw-------");
        String[] parts = key.split(":");
        assertThat(Files.readString(one.resolve("roots.pub"))).isEqualTo(parts[0] + "::" + parts[2] + "\n").doesNotContain(parts[1]);
    }

    @Test
    void theRootsOfADatabaseThatIsSetAsideAreSetAsideToo(@TempDir Path data) throws Exception {
        RootSecret roots = new RootSecret(data);
        roots.setAside(Instant.EPOCH);
        Files.writeString(roots.file(), "{}\n");
        roots.setAside(Instant.ofEpochMilli(7));
        assertThat(roots.file()).doesNotExist();
        assertThat(data.resolve("roots-until-7.jsonl")).hasContent("{}");
    }
}
