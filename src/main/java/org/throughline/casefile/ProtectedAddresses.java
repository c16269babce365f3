package org.throughline.casefile;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes the protected addresses of a family out of text that is to be printed or sent (security.md, "Records"). */
@Service
public class ProtectedAddresses {

    /** What stands where such an address stood. */
    public static final String TAKEN_OUT = "[protected address]";

    private final JdbcClient jdbc;

    ProtectedAddresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The protected addresses, past and present, of a family's people, as a whole and in part, in every usual spelling; the longest first. */
    @Transactional(readOnly = true)
    public List<Pattern> of(UUID casefileId) {
        return jdbc.sql("""
                        select distinct h.address from household h join household_member m on m.household_id = h.id
                        join family_member f on f.person_id = m.person_id where h.protected and f.casefile_id = :file order by h.address""")
                .param("file", casefileId).query(String.class).list().stream()
                .flatMap(AddressPatterns::of).sorted(Comparator.comparingInt((Pattern pattern) -> pattern.pattern().length()).reversed()).toList();
    }

    /** Every address of a family's people, past and present, protected or not, in the same spellings: what must not leave with an invitation. */
    @Transactional(readOnly = true)
    public List<Pattern> everyOneOf(UUID casefileId) {
        return jdbc.sql("""
                        select distinct h.address from household h join household_member m on m.household_id = h.id
                        join family_member f on f.person_id = m.person_id where f.casefile_id = :file order by h.address""")
                .param("file", casefileId).query(String.class).list().stream().flatMap(AddressPatterns::of).toList();
    }

    /** The text without them; null stays null. */
    public static String takenOut(String text, List<Pattern> addresses) {
        String clean = text;
        for (Pattern address : addresses) {
            clean = clean == null ? null : address.matcher(clean).replaceAll(java.util.regex.Matcher.quoteReplacement(TAKEN_OUT));
        }
        return clean;
    }
}
