package org.throughline.authority;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.access.Refusal;
import org.throughline.access.Relation;
import org.throughline.access.Right;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.NotThisFamilyAsked;
import org.throughline.chronology.NotThisFamilyDecided;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/**
 * Where somebody says that an entry is not about this family, a second person of the line owes the decision within NF1, in the transaction of the question; late, it
 * climbs like every duty. Once the entry is taken out, what was owed about the entry itself is overtaken. It stands in this module because it is the lowest that
 * knows entries and obligations.
 */
@Component
class NotThisFamilyDuties {

    private static final int MOST_LEVELS = 8;
    private static final List<PractitionerRole> MANAGERS = List.of(PractitionerRole.TEAM_MANAGER, PractitionerRole.SERVICE_MANAGER, PractitionerRole.HEAD_OF_SERVICE);

    private final Obligations obligations;
    private final Outbox outbox;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final FamilyHistory history;
    private final Access access;
    private final RuleValues rules;
    private final WorkingCalendar calendar;

    NotThisFamilyDuties(Obligations obligations, Outbox outbox, Organisation organisation, Casefiles casefiles, FamilyHistory history, Access access, RuleValues rules,
            WorkingCalendar calendar) {
        this.obligations = obligations;
        this.outbox = outbox;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.history = history;
        this.access = access;
        this.rules = rules;
        this.calendar = calendar;
    }

    /** The place of the entry stands in the key, so that the way to its page is known. */
    static String key(EntryRef entry) {
        return "not-this-family:" + entry.casefileId() + ":" + entry.seq();
    }

    @EventListener
    void asked(NotThisFamilyAsked asked) {
        CasefileView file = casefiles.get(asked.familyFile());
        List<Practitioner> line = line(asked, file);
        Practitioner owner = line.stream().filter(one -> reads(one, asked.entry())).findFirst().orElse(null);
        if (owner == null && !line.isEmpty()) {
            throw new Refusal("Nobody who would decide this may read the entry. Its holder releases it to " + line.get(0).name() + " first; then ask again.", "withheld");
        }
        obligations.open(new NewObligation(key(asked.entry()), file.id(), "NOT_THIS_FAMILY", asked.request(), "NF1", "Decide whether an entry is about this family",
                owner == null ? null : owner.id(), owner == null ? file.agencyId() : owner.agencyId(),
                calendar.due(asked.at(), new Limit(rules.whole("NF1"), DueUnit.WORKING_DAYS), file.jurisdiction()), DueUnit.WORKING_DAYS, false));
        if (owner != null) {
            outbox.put(new Notice("not-this-family:" + asked.request() + ":" + owner.id(), owner.id(), NoticeKind.WAITS, false));
        }
    }

    @EventListener
    void decided(NotThisFamilyDecided decided) {
        obligations.met(key(decided.entry()), decided.decidedBy());
        if (!decided.agreed()) {
            outbox.put(new Notice("not-this-family:" + decided.request() + ":" + decided.askedBy(), decided.askedBy(), NoticeKind.WAITS, false));
            return;
        }
        String end = ":" + decided.entry().casefileId() + ":" + decided.entry().seq();
        Set<String> keys = new LinkedHashSet<>(Set.of("not-known-yet" + end, "without-authority" + end));
        decided.files().forEach(file -> keys.add("read-new:" + file + end));
        keys.forEach(owed -> obligations.overtaken(owed, decided.decidedBy(), "The entry was taken out: it is not about this family. Recorded where it belongs, it is owed there."));
    }

    /** Who stands in the line that decides, the nearest first: above the responsible worker of this family, else of the next in whose history it stands, else the managers. */
    private List<Practitioner> line(NotThisFamilyAsked asked, CasefileView file) {
        List<Practitioner> line = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        Optional<UUID> worker = Stream.concat(Stream.of(file.id()), asked.files().stream().sorted()).flatMap(one -> casefiles.responsible(one).stream()).findFirst();
        UUID below = worker.orElse(null);
        for (int level = 0; below != null && level < MOST_LEVELS; level++) {
            Optional<Practitioner> above = organisation.lineSupervisorOf(below);
            above.ifPresent(one -> Stream.of(organisation.actingFor(one.id(), asked.at()).person(), one).filter(who -> seen.add(who.id())).forEach(line::add));
            below = above.map(Practitioner::id).orElse(null);
        }
        MANAGERS.stream().flatMap(role -> organisation.holding(role, file.agencyId()).stream()).filter(who -> seen.add(who.id())).forEach(line::add);
        return line.stream().filter(who -> !who.id().equals(asked.askedBy()) && access.may(who, Right.TAKE_OUT, file.id())
                && asked.files().stream().noneMatch(one -> access.relations(who, one).contains(Relation.CONFLICT))).toList();
    }

    private boolean reads(Practitioner who, EntryRef entry) {
        return history.entries(who.id(), List.of(entry)).stream().anyMatch(view -> view.withheld() == null);
    }
}
