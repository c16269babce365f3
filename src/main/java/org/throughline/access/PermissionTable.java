package org.throughline.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.throughline.organisation.PractitionerRole;

/** The one rule of who may do what: the first matching row decides; what no row names is denied. */
final class PermissionTable {

    private final List<PermissionRow> rows;

    private PermissionTable(List<PermissionRow> rows) {
        this.rows = rows;
    }

    static PermissionTable packaged() {
        try (InputStream table = PermissionTable.class.getResourceAsStream("permissions.txt")) {
            return of(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PermissionTable of(String text) {
        return new PermissionTable(text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(PermissionRow::of).toList());
    }

    boolean allows(PractitionerRole role, Set<Relation> held, Right right) {
        return decidingRow(role, held, right).map(PermissionRow::allow).orElse(false);
    }

    Optional<PermissionRow> decidingRow(PractitionerRole role, Set<Relation> held, Right right) {
        return rows.stream().filter(row -> row.matches(role, held, right)).findFirst();
    }

    List<PermissionRow> rows() {
        return rows;
    }
}
