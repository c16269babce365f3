package org.throughline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.throughline.organisation.PractitionerRole;

class PermissionTableTest {

    private static final Set<Right> SHOWS_A_FAMILY = EnumSet.of(Right.SEE_FILE, Right.SEE_HISTORY, Right.READ_FOR_HANDOVER, Right.SEE_OWN_ENTRIES,
            Right.SEE_ACCESS_LOG, Right.SEE_HANDOVER, Right.SEE_OBLIGATIONS, Right.DECIDE_MATCH, Right.KEEP_SOURCES);

    private final PermissionTable table = PermissionTable.packaged();

    /**
     * The expanded table is reviewed as text: a changed row shows there as every cell that it changes. The table as it is now stands in
     * target/permissions-expanded.txt; copy it beside this test once every changed cell is meant.
     */
    @Test
    void everyCellIsAsReviewed() throws IOException {
        StringBuilder cells = new StringBuilder();
        for (PractitionerRole role : PractitionerRole.values()) {
            for (Relation relation : Relation.values()) {
                cells.append(role).append(" + ").append(relation).append(": ")
                        .append(allowed(role, Set.of(relation)).stream().map(Enum::name).collect(Collectors.joining(" "))).append('\n');
            }
        }
        Files.writeString(Path.of("target/permissions-expanded.txt"), cells);
        try (InputStream reviewed = getClass().getResourceAsStream("permissions-expanded.txt")) {
            assertThat(cells.toString()).isEqualTo(new String(reviewed.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Set<Right> allowed(PractitionerRole role, Set<Relation> relations) {
        return Arrays.stream(Right.values()).filter(right -> table.allows(role, relations, right))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Right.class)));
    }

    @Test
    void conflictOfInterestOutweighsEveryOtherRelation() {
        for (PractitionerRole role : PractitionerRole.values()) {
            for (Relation relation : Relation.values()) {
                assertThat(allowed(role, EnumSet.of(Relation.CONFLICT, relation))).as("%s, %s: asking for urgent access is answered with the duty team's number, and that is all", role, relation)
                        .isSubsetOf(Right.URGENT_ACCESS);
            }
        }
    }

    @Test
    void administratorsSeeNothingOfAFamilyWhateverTheyAreBesides() {
        for (Relation relation : Relation.values()) {
            assertThat(allowed(PractitionerRole.ADMINISTRATOR, EnumSet.of(Relation.ADMINISTRATOR, relation))).as("%s", relation)
                    .doesNotContainAnyElementsOf(SHOWS_A_FAMILY);
        }
    }

    @Test
    void onlyAdministratorsImport() {
        for (PractitionerRole role : PractitionerRole.values()) {
            assertThat(table.allows(role, Set.of(Relation.NONE), Right.IMPORT)).as("%s", role).isEqualTo(role == PractitionerRole.ADMINISTRATOR);
        }
    }

    @Test
    void withoutARelationNothingOfAFamilyIsSeen() {
        for (PractitionerRole role : PractitionerRole.values()) {
            assertThat(allowed(role, Set.of(Relation.NONE))).as("%s", role).doesNotContainAnyElementsOf(SHOWS_A_FAMILY);
        }
    }

    @Test
    void beforeAcceptanceTheNewWorkerKnowsOnlyThatAHandoverWaits() {
        Set<Right> more = new HashSet<>(allowed(PractitionerRole.SOCIAL_WORKER, Set.of(Relation.REQUESTED_INCOMING)));
        more.removeAll(allowed(PractitionerRole.SOCIAL_WORKER, Set.of(Relation.NONE)));
        assertThat(more).containsExactly(Right.SEE_HANDOVER);
    }

    @Test
    void theFormerWorkerSeesOwnEntriesAlone() {
        assertThat(allowed(PractitionerRole.SOCIAL_WORKER, Set.of(Relation.FORMER))).contains(Right.SEE_OWN_ENTRIES, Right.APPEND_LATE)
                .doesNotContain(Right.SEE_HISTORY, Right.SEE_FILE, Right.APPEND_INTERVENTION);
    }

    @Test
    void anyWorkerOfSocialCareCanBreakTheGlass() {
        assertThat(table.allows(PractitionerRole.SOCIAL_WORKER, Set.of(Relation.NONE), Right.URGENT_ACCESS)).isTrue();
        assertThat(table.allows(PractitionerRole.PARTNER_PROFESSIONAL, Set.of(Relation.INVOLVED_AGENCY), Right.URGENT_ACCESS)).isFalse();
    }

    @Test
    void noRowIsDead() {
        Set<PermissionRow> deciding = new HashSet<>();
        for (PractitionerRole role : PractitionerRole.values()) {
            for (Relation relation : Relation.values()) {
                for (Right right : Right.values()) {
                    table.decidingRow(role, Set.of(relation), right).ifPresent(deciding::add);
                }
            }
        }
        assertThat(table.rows()).allMatch(deciding::contains);
    }

    @Test
    void theFirstMatchingRowDecidesAndNoRowMeansNo() {
        PermissionTable small = PermissionTable.of("""
                # comment
                * | CONFLICT | * | deny | first
                * | ALLOCATED | SEE_FILE | allow | second
                """);
        assertThat(small.allows(PractitionerRole.SOCIAL_WORKER, Set.of(Relation.ALLOCATED), Right.SEE_FILE)).isTrue();
        assertThat(small.allows(PractitionerRole.SOCIAL_WORKER, Set.of(Relation.ALLOCATED, Relation.CONFLICT), Right.SEE_FILE)).isFalse();
        assertThat(small.allows(PractitionerRole.SOCIAL_WORKER, Set.of(Relation.ALLOCATED), Right.SEE_HISTORY)).isFalse();
    }

    @Test
    void aRowThatCannotBeReadStopsTheStart() {
        assertThatThrownBy(() -> PermissionTable.of("* | ALLOCATED | SEE_EVERYTHING | allow | typo")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PermissionTable.of("* | ALLOCATED | SEE_FILE | perhaps | typo")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PermissionTable.of("* | ALLOCATED | SEE_FILE | allow")).isInstanceOf(IllegalStateException.class);
    }
}
