package org.throughline.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.NewCasefile;
import org.throughline.casefile.NewPerson;
import org.throughline.casefile.RelationshipType;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/**
 * One family and the people who work with it, all with fresh names: olive is responsible, sunita supervises her and nadia, dana
 * stands in for sunita, sam is above sunita, other works in another team; a health visitor's agency is involved.
 */
public final class SampleCase {

    public final String tag = UUID.randomUUID().toString().substring(0, 8);
    public final UUID socialCare;
    public final UUID health;
    public final Practitioner sam;
    public final Practitioner sunita;
    public final Practitioner dana;
    public final Practitioner olive;
    public final Practitioner nadia;
    public final Practitioner other;
    public final Practitioner visitor;
    public final Practitioner administrator;
    public final UUID child;
    public final UUID mother;
    public final UUID father;
    public final UUID sibling;
    public final CasefileView file;
    public final CasefileView fathersFile;
    public final CasefileView siblingsFile;
    public final UUID allocation;

    private final Organisation organisation;

    private SampleCase(Organisation organisation, Casefiles casefiles, Instant now) {
        this.organisation = organisation;
        Instant past = now.minus(Duration.ofDays(30));
        socialCare = organisation.addAgency("csc-" + tag, "Children's social care " + tag, AgencyKind.CHILDRENS_SOCIAL_CARE, true);
        health = organisation.addAgency("hv-" + tag, "Health visiting " + tag, AgencyKind.HEALTH_VISITING, false);
        sam = person("sam", PractitionerRole.SERVICE_MANAGER, socialCare, null, past);
        sunita = person("sunita", PractitionerRole.TEAM_MANAGER, socialCare, sam.id(), past);
        dana = person("dana", PractitionerRole.TEAM_MANAGER, socialCare, sam.id(), past);
        organisation.addDeputy(sunita.id(), dana.id(), past, null);
        olive = person("olive", PractitionerRole.SOCIAL_WORKER, socialCare, sunita.id(), past);
        nadia = person("nadia", PractitionerRole.SOCIAL_WORKER, socialCare, sunita.id(), past);
        other = person("other", PractitionerRole.SOCIAL_WORKER, socialCare, null, past);
        visitor = person("visitor", PractitionerRole.PARTNER_PROFESSIONAL, health, null, past);
        administrator = person("admin", PractitionerRole.ADMINISTRATOR, socialCare, null, past);

        LocalDate today = LocalDate.ofInstant(now, java.time.ZoneOffset.UTC);
        child = casefiles.addPerson(new NewPerson(true, "Hal Sample" + tag, "Hal", today.minusDays(17), null));
        mother = casefiles.addPerson(new NewPerson(false, "Mara Sample" + tag, "Mara", LocalDate.of(1983, 3, 2), null));
        father = casefiles.addPerson(new NewPerson(false, "Fergus Sample" + tag, "Fergus", LocalDate.of(1980, 5, 6), null));
        sibling = casefiles.addPerson(new NewPerson(true, "Ida Sample" + tag, "Ida", LocalDate.of(2005, 1, 2), null));
        file = casefiles.get(casefiles.openFile(new NewCasefile("REF-" + tag, child, true, "Hal " + tag, "england-and-wales", socialCare, true, today)));
        siblingsFile = casefiles.get(casefiles.openFile(new NewCasefile("SIB-" + tag, sibling, true, "Ida " + tag, "england-and-wales", socialCare, true, today)));
        fathersFile = casefiles.get(casefiles.openFile(new NewCasefile("FAT-" + tag, father, false, "Fergus " + tag, "england-and-wales", socialCare, true, today)));
        casefiles.addRelationship(mother, child, RelationshipType.PARENT, today.minusDays(17), null);
        casefiles.addRelationship(father, child, RelationshipType.PARENT, today.minusDays(17), null);
        casefiles.addRelationship(mother, sibling, RelationshipType.PARENT, LocalDate.of(2005, 1, 2), null);
        casefiles.addInvolvement(health, child, visitor.id(), today.minusDays(10), null, "newborn");
        allocation = casefiles.allocate(file.id(), olive.id(), past);
    }

    /** Makes one in a transaction of its own. */
    public static SampleCase make(Organisation organisation, Casefiles casefiles, Clock clock, TransactionTemplate transaction) {
        return transaction.execute(status -> new SampleCase(organisation, casefiles, clock.instant()));
    }

    private Practitioner person(String name, PractitionerRole role, UUID agency, UUID supervisor, Instant since) {
        UUID id = organisation.addPractitioner(new NewPractitioner(name + "-" + tag, Character.toUpperCase(name.charAt(0)) + name.substring(1) + " " + tag,
                agency, null, role, supervisor, true), since);
        return organisation.get(id);
    }
}
