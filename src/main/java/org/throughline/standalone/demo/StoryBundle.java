package org.throughline.standalone.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.core.io.ClassPathResource;
import org.throughline.bundle.BundleReader;
import org.throughline.bundle.BundleReading;
import org.throughline.bundle.CaseBundle;

/**
 * A bundle of the demo with its days moved, so that the day on which the worker changes is the day of the story; what lies after
 * that day is left out.
 */
final class StoryBundle {

    /** The day of the bundles on which the worker changes (H-039). */
    private static final LocalDate HANDOVER = LocalDate.of(2009, 9, 7);

    private final long days;
    private final Instant latest;
    private final ZoneId zone;

    /** @param latest nothing was recorded elsewhere after this moment */
    StoryBundle(LocalDate today, Instant latest, ZoneId zone) {
        this.days = ChronoUnit.DAYS.between(HANDOVER, today);
        this.latest = latest;
        this.zone = zone;
    }

    CaseBundle read(String folder, String reference, String title) {
        BundleReading reading = read(folder);
        if (!(reading instanceof CaseBundle bundle)) {
            throw new IllegalStateException("The demo bundle " + folder + " has faults: " + reading);
        }
        return new CaseBundle(
                new CaseBundle.Head(bundle.head().place(), reference, title, bundle.head().jurisdiction()),
                bundle.people().stream().map(this::moved).toList(),
                bundle.relationships().stream().filter(tie -> before(tie.since())).map(this::moved).toList(),
                bundle.household().stream().filter(stay -> before(stay.since())).map(this::moved).toList(),
                bundle.agencies(), bundle.practitioners(),
                bundle.involvements().stream().filter(one -> before(one.since())).map(this::moved).toList(),
                bundle.allocation().stream().map(this::moved).toList(),
                bundle.rows().stream().filter(row -> before(row.eventDate())).map(this::moved).toList());
    }

    private static BundleReading read(String folder) {
        try {
            return new BundleReader().read(zip(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream zip(String folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("case.json", "chronology.csv")) {
                zip.putNextEntry(new ZipEntry(name));
                try (InputStream in = new ClassPathResource("demo/" + folder + "/" + name).getInputStream()) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static boolean before(LocalDate day) {
        return !day.isAfter(HANDOVER);
    }

    private LocalDate moved(LocalDate day) {
        return day == null ? null : day.plusDays(days);
    }

    /** An end that lies after the day of the story has not come yet. */
    private LocalDate end(LocalDate day) {
        return day == null || day.isAfter(HANDOVER) ? null : moved(day);
    }

    private CaseBundle.Person moved(CaseBundle.Person p) {
        return new CaseBundle.Person(p.place(), p.id(), p.name(), p.child(), moved(p.born()), moved(p.expected()), p.identifiers(), p.formerNames(), p.aliases());
    }

    private CaseBundle.Relationship moved(CaseBundle.Relationship r) {
        return new CaseBundle.Relationship(r.place(), r.from(), r.to(), r.type(), moved(r.since()), end(r.until()));
    }

    private CaseBundle.Stay moved(CaseBundle.Stay s) {
        return new CaseBundle.Stay(s.place(), s.person(), s.address(), moved(s.since()), end(s.until()));
    }

    private CaseBundle.Involvement moved(CaseBundle.Involvement i) {
        return new CaseBundle.Involvement(i.place(), i.agency(), i.person(), i.practitioner(), moved(i.since()), end(i.until()));
    }

    private CaseBundle.Allocation moved(CaseBundle.Allocation a) {
        return new CaseBundle.Allocation(a.place(), a.practitioner(), a.responsible(), moved(a.since()), end(a.until()));
    }

    private CaseBundle.Row moved(CaseBundle.Row r) {
        Instant recorded = r.recordedAt().atZone(zone).plusDays(days).toInstant();
        return new CaseBundle.Row(r.place(), r.externalId(), r.persons(), Objects.requireNonNull(moved(r.eventDate())), r.precision(), r.type(), r.summary(),
                r.sourceAgency(), r.sourcePerson(), r.provenance(), r.verification(), r.significance(), r.impactOnChild(), r.impactLevel(), r.actionTaken(),
                r.outcome(), r.key(), recorded.isAfter(latest) ? latest : recorded, r.recordedBy(), r.attributes());
    }
}
