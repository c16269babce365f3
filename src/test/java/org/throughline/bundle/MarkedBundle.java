package org.throughline.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.throughline.bundle.CaseBundle.Allocation;
import org.throughline.bundle.CaseBundle.Head;
import org.throughline.bundle.CaseBundle.Involvement;
import org.throughline.bundle.CaseBundle.Member;
import org.throughline.bundle.CaseBundle.Row;
import org.throughline.bundle.CaseBundle.Worker;

/** The Child H bundle under ids of its own, because nothing is ever taken out of the record. */
final class MarkedBundle {

    final String mark = UUID.randomUUID().toString().substring(0, 8);

    /** The bundle whose reference, agencies and user names end in this mark. */
    CaseBundle childH() {
        CaseBundle read;
        try {
            read = (CaseBundle) new BundleReader().read(Path.of("src/main/resources/demo/child-h"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CaseBundle(new Head(read.head().place(), marked(read.head().reference()), read.head().title(), read.head().jurisdiction()),
                read.people(), read.relationships(), read.household(),
                read.agencies().stream().map(a -> new Member(a.place(), marked(a.id()), a.name(), a.kind())).toList(),
                read.practitioners().stream().map(w -> new Worker(w.place(), marked(w.username()), w.name(), marked(w.agency()), w.role(), marked(w.supervisor()))).toList(),
                read.involvements().stream().map(i -> new Involvement(i.place(), marked(i.agency()), i.person(), marked(i.practitioner()), i.since(), i.until())).toList(),
                read.allocation().stream().map(a -> new Allocation(a.place(), marked(a.practitioner()), a.responsible(), a.since(), a.until())).toList(),
                read.rows().stream().map(this::marked).toList());
    }

    /** What had happened by a day. */
    CaseBundle childHUntil(LocalDate day) {
        return keeping(childH(), row -> !row.eventDate().isAfter(day));
    }

    static CaseBundle keeping(CaseBundle bundle, Predicate<Row> which) {
        return rows(bundle, bundle.rows().stream().filter(which).toList());
    }

    static CaseBundle changing(CaseBundle bundle, String externalId, Function<Row, Row> change) {
        return rows(bundle, bundle.rows().stream().map(row -> row.externalId().equals(externalId) ? change.apply(row) : row).toList());
    }

    static CaseBundle rows(CaseBundle b, List<Row> rows) {
        return new CaseBundle(b.head(), b.people(), b.relationships(), b.household(), b.agencies(), b.practitioners(), b.involvements(), b.allocation(), rows);
    }

    String marked(String id) {
        return id == null ? null : id + "-" + mark;
    }

    private Row marked(Row row) {
        return new Row(row.place(), row.externalId(), row.persons(), row.eventDate(), row.precision(), row.type(), row.summary(), marked(row.sourceAgency()),
                row.sourcePerson(), row.provenance(), row.verification(), row.significance(), row.impactOnChild(), row.impactLevel(), row.actionTaken(),
                row.outcome(), row.key(), row.recordedAt(), marked(row.recordedBy()), row.attributes());
    }
}
