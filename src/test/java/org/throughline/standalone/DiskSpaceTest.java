package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiskSpaceTest {

    private static final Path DATA = Path.of("data");

    @Test
    void aFullDiskIsSaidBeforeAnythingIsMade() {
        assertThatThrownBy(() -> DiskSpace.check(DATA, 99L * 1024 * 1024, 100L * 1024 * 1024))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("Not enough room on the disk of data: 99 MB are free, 100 MB are needed");
    }

    @Test
    void enoughRoomIsEnough() {
        assertThatCode(() -> DiskSpace.check(DATA, 100L * 1024 * 1024, 100L * 1024 * 1024)).doesNotThrowAnyException();
    }
}
