package org.throughline.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the people of a replay act on what becomes due (domain 10). */
public enum Policy {

    /** Nobody does anything but what the bundle says that they did. */
    SILENT,

    /** Beside that, everybody does what they owe, in time, through the services and tasks that everybody uses. */
    DILIGENT;

    /** As on the command line and in the names of files: {@code silent}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One word, or several with commas between; nothing where a word is unknown. */
    static Optional<List<Policy>> of(String words) {
        List<Optional<Policy>> each = Arrays.stream(words.split(",")).map(word -> Arrays.stream(values()).filter(policy -> policy.word().equals(word.strip())).findFirst()).toList();
        return each.isEmpty() || each.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : Optional.of(each.stream().map(Optional::orElseThrow).distinct().toList());
    }
}
