package org.throughline.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.throughline.organisation.PractitionerRole;

/** One row of the permission table. */
record PermissionRow(Set<PractitionerRole> roles, Set<Relation> relations, Set<Right> rights, boolean allow) {

    static PermissionRow of(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 5 || cells[4].isBlank()) {
            throw new IllegalStateException("A row of the permission table needs role, relation, rights, answer and why: " + line);
        }
        return new PermissionRow(cell(PractitionerRole.class, cells[0]), cell(Relation.class, cells[1]), cell(Right.class, cells[2]),
                switch (cells[3].trim()) {
                    case "allow" -> true;
                    case "deny" -> false;
                    default -> throw new IllegalStateException("The answer of a row is allow or deny: " + line);
                });
    }

    private static <E extends Enum<E>> Set<E> cell(Class<E> kind, String cell) {
        if (cell.trim().equals("*")) {
            return EnumSet.allOf(kind);
        }
        Set<E> named = EnumSet.noneOf(kind);
        Arrays.stream(cell.split(",")).map(String::trim).map(name -> Enum.valueOf(kind, name)).forEach(named::add);
        return named;
    }

    boolean matches(PractitionerRole role, Set<Relation> held, Right right) {
        return roles.contains(role) && rights.contains(right) && held.stream().anyMatch(relations::contains);
    }
}
