package org.throughline.casefile;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes the protected addresses of a family out of text that is to be printed or sent (security.md, "Records"). */
@Service
public class ProtectedAddresses {

    /** What stands where such an address stood. */
    public static final String TAKEN_OUT = "[protected address]";

    private static final int SHORTEST = 6;

    private final JdbcClient jdbc;

    ProtectedAddresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The protected addresses, past and present, of a family's people; each matched however it is spaced, cased and punctuated. */
    @Transactional(readOnly = true)
    public List<Pattern> of(UUID casefileId) {
        return jdbc.sql("""
                        select distinct h.address from household h join household_member m on m.household_id = h.id
                        join family_member f on f.person_id = m.person_id where h.protected and f.casefile_id = :file order by h.address""")
                .param("file", casefileId).query(String.class).list().stream()
                .flatMap(address -> Arrays.stream(new String[] {address, firstLine(address)})).distinct().filter(text -> letters(text) >= SHORTEST)
                .map(ProtectedAddresses::inAnySpelling).toList();
    }

    /** The text without them; null stays null. */
    public static String takenOut(String text, List<Pattern> addresses) {
        String clean = text;
        for (Pattern address : addresses) {
            clean = clean == null ? null : address.matcher(clean).replaceAll(java.util.regex.Matcher.quoteReplacement(TAKEN_OUT));
        }
        return clean;
    }

    private static String firstLine(String address) {
        return address.split("[,\\n]")[0];
    }

    private static long letters(String text) {
        return text.chars().filter(Character::isLetterOrDigit).count();
    }

    private static Pattern inAnySpelling(String address) {
        String words = Arrays.stream(address.split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).map(Pattern::quote).collect(Collectors.joining("[^\\p{L}\\p{N}]*"));
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
