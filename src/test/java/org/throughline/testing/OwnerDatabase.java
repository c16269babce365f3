package org.throughline.testing;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ways past the application's role: for attacks, and for what only the owner may set. */
public final class OwnerDatabase {

    private final DataSource owner;
    private final DataSource superuser;

    public OwnerDatabase(DataSource owner, DataSource superuser) {
        this.owner = owner;
        this.superuser = superuser;
    }

    public JdbcClient asOwner() {
        return JdbcClient.create(owner);
    }

    public JdbcClient asSuperuser() {
        return JdbcClient.create(superuser);
    }

    public DataSource superuserDataSource() {
        return superuser;
    }

    public DataSource ownerDataSource() {
        return owner;
    }

    /** Lets the record take times that are not the database's own, until the end of the test; see the table {@code clock_mode}. */
    public void simulateClock() {
        asOwner().sql("UPDATE clock_mode SET mode = 'SIMULATED'").update();
    }

    /** The database checks again that times are its own; done after every test. */
    public void realClock() {
        asOwner().sql("UPDATE clock_mode SET mode = 'REAL' WHERE mode <> 'REAL'").update();
    }

    /** Runs an attack with all triggers of a table disabled by its owner, and enables them again whatever happens. */
    public void withoutTriggers(String table, Runnable attack) {
        asOwner().sql("ALTER TABLE " + table + " DISABLE TRIGGER USER").update();
        try {
            attack.run();
        } finally {
            asOwner().sql("ALTER TABLE " + table + " ENABLE TRIGGER USER").update();
        }
    }
}
