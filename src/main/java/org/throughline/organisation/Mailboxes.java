package org.throughline.organisation;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where people get mail at work. An address is one address and nothing else: no name, no second line. */
@Service
public class Mailboxes {

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final int LONGEST = 254;

    private final JdbcClient jdbc;
    private final Clock clock;

    Mailboxes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether this is one address to which mail can go. */
    public static boolean isAddress(String address) {
        return address != null && address.length() <= LONGEST && ADDRESS.matcher(address).matches();
    }

    @Transactional(readOnly = true)
    public Optional<String> of(UUID practitioner) {
        return jdbc.sql("select address from mailbox where practitioner_id = :id").param("id", practitioner).query(String.class).optional();
    }

    /**
     * From now on mail for this person goes there.
     *
     * @param address null where there is none
     * @throws IllegalArgumentException where it is no address
     */
    @Transactional
    public void set(UUID practitioner, String address) {
        if (address == null) {
            jdbc.sql("delete from mailbox where practitioner_id = :id").param("id", practitioner).update();
            return;
        }
        if (!isAddress(address)) {
            throw new IllegalArgumentException("A mailbox is one address, such as someone@example.org, and nothing else.");
        }
        jdbc.sql("""
                insert into mailbox (practitioner_id, address, changed_at) values (:id, :address, :at)
                on conflict (practitioner_id) do update set address = excluded.address, changed_at = excluded.changed_at""")
                .param("id", practitioner).param("address", address).param("at", Timestamp.from(clock.instant())).update();
    }
}
