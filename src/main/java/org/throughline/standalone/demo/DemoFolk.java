package org.throughline.standalone.demo;

import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.standalone.Installation;

/** Who can sign in to the demo, and with which passwords. */
@Component
@ConditionalOnProperty("throughline.demo")
class DemoFolk {

    /** Those a newcomer meets first. */
    private static final List<String> FIRST = List.of("ines", "sunita", "olive", "ada", "sven");

    record Person(String username, String name, String role, String agency, boolean administrator) {}

    private final JdbcClient jdbc;
    private final Path passwords;

    /** @param elsewhere the file in which whoever made the logins has written the passwords; this installation's own unless set */
    DemoFolk(JdbcClient jdbc, Installation installation, @Value("${throughline.demo.passwords:}") String elsewhere) {
        this.jdbc = jdbc;
        this.passwords = elsewhere.isEmpty() ? installation.data().resolve("demo-passwords.properties") : Path.of(elsewhere);
    }

    Passwords passwords() {
        return new Passwords(passwords);
    }

    /** Everybody who can sign in, the people of the story first. */
    List<Person> people() {
        return jdbc.sql("""
                select p.username, p.name, p.role, a.name as agency from practitioner p join agency a on a.id = p.agency_id where p.can_log_in
                order by coalesce(array_position(:first::text[], p.username), 99), p.name""")
                .param("first", FIRST.toArray(String[]::new))
                .query((row, n) -> new Person(row.getString("username"), row.getString("name"), inWords(row.getString("role")), row.getString("agency"),
                        "ADMINISTRATOR".equals(row.getString("role")))).list();
    }

    boolean isFirst(Person person) {
        return FIRST.contains(person.username());
    }

    private static String inWords(String role) {
        return role.toLowerCase(java.util.Locale.UK).replace('_', ' ');
    }
}
