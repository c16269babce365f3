package org.throughline.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.authority.Authorities;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.NewCasefile;
import org.throughline.casefile.NewPerson;
import org.throughline.casefile.RelationshipType;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.ImportedEntry;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.reading.Lack;
import org.throughline.reading.Readings;
import org.springframework.stereotype.Component;

/**
 * Builds families and the people who work with them through the real services, each time with fresh ids. The record's clock is
 * simulated and stands still where the test left it.
 */
@Component
public class FamilyWorld {

    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Chronology chronology;
    private final Readings readings;
    private final Authorities authorities;
    private final OwnerDatabase owner;
    private final TransactionTemplate transaction;

    FamilyWorld(Organisation organisation, Casefiles casefiles, Chronology chronology, Readings readings, Authorities authorities,
            OwnerDatabase owner, org.springframework.transaction.PlatformTransactionManager transactions) {
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.chronology = chronology;
        this.readings = readings;
        this.authorities = authorities;
        this.owner = owner;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A team of social care, its line, and a partner agency. */
    public record Team(String mark, UUID csc, UUID health, Practitioner administrator, Practitioner service, Practitioner supervisor,
            Practitioner outgoing, Practitioner incoming, Practitioner colleague, Practitioner visitor) {}

    /** A child with parents, whose file came in by import and for which the outgoing worker is responsible. */
    public record Family(Team team, UUID file, String reference, UUID child, UUID mother, UUID father, UUID motherFile) {}

    /** Sets the clocks to a working morning and lets the record take their times. */
    public void startClock() {
        startClock(Instant.parse("2026-03-02T09:00:00Z"));
    }

    public void startClock(Instant moment) {
        owner.simulateClock();
        TestClock.get().set(moment);
    }

    public Team team() {
        return transaction.execute(status -> {
            String mark = UUID.randomUUID().toString().substring(0, 8);
            UUID csc = organisation.addAgency("csc-" + mark, "Children's social care", AgencyKind.CHILDRENS_SOCIAL_CARE);
            UUID health = organisation.addAgency("hv-" + mark, "Health visiting", AgencyKind.HEALTH_VISITING);
            UUID administrator = person("admin-" + mark, "Ada Admin", csc, PractitionerRole.ADMINISTRATOR, null);
            UUID service = person("sven-" + mark, "Sven Service", csc, PractitionerRole.SERVICE_MANAGER, null);
            UUID supervisor = person("sunita-" + mark, "Sunita Supervisor", csc, PractitionerRole.TEAM_MANAGER, service);
            UUID outgoing = person("olive-" + mark, "Olive Outgoing", csc, PractitionerRole.SOCIAL_WORKER, supervisor);
            UUID incoming = person("ines-" + mark, "Ines Incoming", csc, PractitionerRole.SOCIAL_WORKER, supervisor);
            UUID colleague = person("cora-" + mark, "Cora Colleague", csc, PractitionerRole.SOCIAL_WORKER, supervisor);
            UUID visitor = person("hester-" + mark, "Hester Visitor", health, PractitionerRole.PARTNER_PROFESSIONAL, null);
            return new Team(mark, csc, health, organisation.get(administrator), organisation.get(service), organisation.get(supervisor),
                    organisation.get(outgoing), organisation.get(incoming), organisation.get(colleague), organisation.get(visitor));
        });
    }

    private UUID person(String username, String name, UUID agency, PractitionerRole role, UUID line) {
        return organisation.addPractitioner(new NewPractitioner(username, name, agency, null, role, line, true));
    }

    /** A family with so many imported entries, every fifth of them key. Its people bear names of their own, so that nobody is taken for somebody else. */
    public Family family(Team team, int entries) {
        return transaction.execute(status -> {
            String mark = UUID.randomUUID().toString().substring(0, 13);
            UUID child = casefiles.addPerson(new NewPerson(true, "Hal Example-" + mark, "Hal", LocalDate.of(2026, 1, 10), null));
            UUID mother = casefiles.addPerson(new NewPerson(false, "Mara Example-" + mark, "Mara", LocalDate.of(1995, 3, 2), null));
            UUID father = casefiles.addPerson(new NewPerson(false, "Finn Example-" + mark, "Finn", LocalDate.of(1993, 11, 14), null));
            UUID administrator = team.administrator().id();
            casefiles.addRelationship(mother, child, RelationshipType.PARENT, LocalDate.of(2026, 1, 10), administrator);
            casefiles.addRelationship(father, child, RelationshipType.PARENT, LocalDate.of(2026, 1, 10), administrator);
            String reference = "CH-" + mark;
            UUID file = casefiles.openFile(new NewCasefile(reference, child, true, "Example", "exampleshire", team.csc(), true, LocalDate.of(2026, 1, 10)));
            UUID motherFile = casefiles.openFile(new NewCasefile(reference + "-M", mother, false, "Example", "exampleshire", team.csc(), true, LocalDate.of(2026, 1, 10)));
            UUID allocation = casefiles.allocate(file, team.outgoing().id(), TestClock.get().instant());
            authorities.grantAtImport(file, team.outgoing().id(), allocation, administrator);
            List<ImportedEntry> history = new ArrayList<>();
            LocalDate today = LocalDate.ofInstant(TestClock.get().instant(), ZoneOffset.UTC);
            for (int i = 1; i <= entries; i++) {
                LocalDate day = today.minusDays(entries - i + 5);
                EntryDraft draft = new EntryDraft(day, Precision.EXACT, i % 5 == 0 ? EventType.CARER_SELF_HARM : EventType.HEALTH_CHECK,
                        i % 2 == 0 ? team.health() : team.csc(), "record", List.of(i % 3 == 0 ? father : child), "Event number " + i + " of the history.",
                        Provenance.OBSERVED, Verification.CORROBORATED, i % 5 == 0 ? "It matters." : null, "What it means.", ImpactLevel.LOW,
                        "noted", "none: routine", i % 5 == 0, Map.of(), null);
                history.add(new ImportedEntry(file, "E-" + i, draft, day.atTime(16, 0).toInstant(ZoneOffset.UTC), null));
            }
            chronology.importEntries(history, team.administrator());
            return new Family(team, file, reference, child, mother, father, motherFile);
        });
    }

    /** A fact about the child, from the partner agency. */
    public EntryDraft fact(Family family, String summary) {
        return draft(family, EventType.HEALTH_CHECK, family.team().health(), summary, null);
    }

    /** A visit by this worker. */
    public EntryDraft visit(Family family, Practitioner worker) {
        return draft(family, EventType.VISIT, worker.agencyId(), "Visit at home, the baby was seen awake.", worker.id());
    }

    public EntryDraft draft(Family family, EventType type, UUID agency, String summary, UUID actedBy) {
        return new EntryDraft(LocalDate.ofInstant(TestClock.get().instant(), ZoneOffset.UTC), Precision.EXACT, type, agency, "worker", List.of(family.child()),
                summary, Provenance.OBSERVED, Verification.UNVERIFIED, null, null, null, null, null, false, Map.of(), actedBy);
    }

    /** This person opens and acknowledges everything still unread, one after the other, in the time it takes. */
    public void reads(UUID casefile, Practitioner reader) {
        UUID reading = readings.begin(casefile, reader.id());
        List<EntryRef> unread = readings.lack(casefile, reader.id()).stream()
                .filter(lack -> lack.kind() == Lack.Kind.UNREAD || lack.kind() == Lack.Kind.PERIOD_ONLY).map(Lack::entry).toList();
        if (!unread.isEmpty()) {
            readings.open(reading, unread);
        }
        for (EntryRef entry : unread) {
            TestClock.get().advance(Duration.ofSeconds(15));
            readings.acknowledge(reading, List.of(entry), false);
        }
    }
}
