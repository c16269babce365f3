package org.throughline.organisation;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * On which number people are reached at work: that of their team, or where it has none that of their agency; never one of their own. A number is one
 * number and nothing else: it begins with 0 or +, and has 6 to 15 digits with single spaces between them.
 */
@Service
public class ContactNumbers {

    private static final Pattern NUMBER = Pattern.compile("(\\+|0)[0-9]( ?[0-9]){4,13}");

    private final JdbcClient jdbc;
    private final String dutyTeam;

    ContactNumbers(JdbcClient jdbc, @Value("${throughline.duty-phone:}") String dutyTeam) {
        this.jdbc = jdbc;
        this.dutyTeam = dutyTeam.strip();
    }

    /** Whether this is one number that can be rung. */
    public static boolean isNumber(String number) {
        return number != null && NUMBER.matcher(number).matches();
    }

    /** @return empty where neither the team nor the agency has one */
    @Transactional(readOnly = true)
    public Optional<String> of(UUID practitioner) {
        return jdbc.sql("select coalesce(t.phone, a.phone) from practitioner p join agency a on a.id = p.agency_id left join team t on t.id = p.team_id where p.id = :id")
                .param("id", practitioner).query(String.class).list().stream().filter(number -> number != null).findFirst();
    }

    /** Whom to ring, in words that can leave: the agency and the number, and nobody's name. Empty where there is no number. */
    @Transactional(readOnly = true)
    public Optional<String> inWords(UUID practitioner) {
        return of(practitioner).map(number -> jdbc.sql("select a.name from agency a join practitioner p on p.agency_id = a.id where p.id = :id").param("id", practitioner)
                .query(String.class).single() + " on " + number);
    }

    /** The duty team, with its number where the installation has one. */
    public String dutyTeam() {
        return "the duty team" + (dutyTeam.isEmpty() ? "" : " on " + dutyTeam);
    }

    /** Whether the duty team has a number. */
    public boolean dutyTeamIsReached() {
        return !dutyTeam.isEmpty();
    }

    @Transactional(readOnly = true)
    public Optional<String> ofAgency(UUID agency) {
        return jdbc.sql("select phone from agency where id = :id and phone is not null").param("id", agency).query(String.class).optional();
    }

    @Transactional(readOnly = true)
    public Optional<String> ofTeam(UUID team) {
        return jdbc.sql("select phone from team where id = :id and phone is not null").param("id", team).query(String.class).optional();
    }

    /** @throws IllegalArgumentException where it is no number */
    @Transactional
    public void setAgency(UUID agency, String number) {
        jdbc.sql("update agency set phone = :number where id = :id").param("number", checked(number)).param("id", agency).update();
    }

    /** @throws IllegalArgumentException where it is no number */
    @Transactional
    public void setTeam(UUID team, String number) {
        jdbc.sql("update team set phone = :number where id = :id").param("number", checked(number)).param("id", team).update();
    }

    private static String checked(String number) {
        if (!isNumber(number)) {
            throw new IllegalArgumentException("A number is one telephone number, such as 0116 496 0123, and nothing else.");
        }
        return number;
    }
}
