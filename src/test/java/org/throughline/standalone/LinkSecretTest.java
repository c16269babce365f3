package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that signs links in the embedded default. */
class LinkSecretTest {

    @Test
    void itIsMadeOnceForEachInstallationAndOnlyItsOwnerReadsIt(@TempDir Path one, @TempDir Path other) throws Exception {
        String key = LinkSecret.in(one);
        assertThat(Base64.getDecoder().decode(key.substring(key.indexOf(':') + 1))).hasSize(32);
        assertThat(LinkSecret.in(one)).isEqualTo(key);
        assertThat(LinkSecret.in(other)).isNotEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one.resolve("links.key")))).isEqualTo("rw-------");
        assertThat(Files.exists(one.resolve("links.key.new"))).isFalse();
    }
}
