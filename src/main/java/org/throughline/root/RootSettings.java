package org.throughline.root;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The key of the roots, their file and their mailboxes, none of them in the database. The embedded default sets the first two. */
@Component
final class RootSettings {

    private final RootKeys keys;
    private final RootFile file;
    private final List<String> mailboxes;

    /** @param mailTo addresses outside, separated by commas; administrators get the mail where none is set */
    RootSettings(@Value("${throughline.roots.keys:}") String keys, @Value("${throughline.roots.file:}") String file, @Value("${throughline.roots.mail-to:}") String mailTo) {
        this.keys = new RootKeys(keys);
        this.file = file.isBlank() ? null : new RootFile(Path.of(file.strip()));
        this.mailboxes = mailTo.isBlank() ? List.of() : Arrays.asList(mailTo.strip().split("\\s*,\\s*"));
    }

    RootKeys keys() {
        return keys;
    }

    Optional<RootFile> file() {
        return Optional.ofNullable(file);
    }

    List<String> mailboxes() {
        return mailboxes;
    }
}
