package org.throughline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is written once: nobody changes it, whichever login they have. No row is touched, whatever is missing: the guards stand before the first. */
public final class AppendOnly {

    private static final String NOT_GRANTED = "42501";
    private static final String REFUSED = "23T00";

    private AppendOnly() {}

    /** The application has no right to change or delete in this table, and its owner is refused. */
    public static void untouched(JdbcClient app, OwnerDatabase owner, String table) {
        notGranted(app, table, "update " + table + " set " + column(owner, table) + " where false");
        notGranted(app, table, "delete from " + table + " where false");
        refuses(REFUSED, table, () -> owner.asOwner().sql("update " + table + " set " + column(owner, table) + " where false").update());
        refuses(REFUSED, table, () -> owner.asOwner().sql("delete from " + table + " where false").update());
    }

    /** The application may add to this table and take out of it, and changes nothing in it. */
    public static void unchanged(JdbcClient app, OwnerDatabase owner, String table) {
        notGranted(app, table, "update " + table + " set " + column(owner, table) + " where false");
    }

    /** Nothing is taken out of this table, whichever login it is; single columns may be filled in later. */
    public static void kept(JdbcClient app, OwnerDatabase owner, String table) {
        notGranted(app, table, "delete from " + table + " where false");
        refuses(REFUSED, table, () -> owner.asOwner().sql("delete from " + table + " where false").update());
    }

    private static void notGranted(JdbcClient app, String table, String change) {
        refuses(NOT_GRANTED, table, () -> app.sql(change).update());
    }

    private static String column(OwnerDatabase owner, String table) {
        String name = owner.asOwner().sql("select attname from pg_attribute where attrelid = ?::regclass and attnum = 1").param(table).query(String.class).single();
        return name + " = " + name;
    }

    /** What is tried is refused by the database with this state. */
    public static void refuses(String state, String what, ThrowingCallable tried) {
        assertThatThrownBy(tried).as(what).satisfies(refused -> {
            Throwable root = refused;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            assertThat(root).as(what).isInstanceOfSatisfying(SQLException.class, sql -> assertThat(sql.getSQLState()).as(what).isEqualTo(state));
        });
    }
}
