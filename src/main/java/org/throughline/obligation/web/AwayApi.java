package org.throughline.obligation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.AwayPeople;
import org.throughline.obligation.SignedFor;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Who is away and owes work, for the supervisor; and who does it instead. */
@RestController
class AwayApi {

    /** @param handover where it goes on its own page: the step of a handover; null where it is given to another person here */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Owed(String what, String casefile, Instant due, UUID handover) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Away(String username, String name, boolean left, Instant until, List<String> deputies, List<Owed> owed) {}

    /** @param away whether absent now @param until when that ends, where it is known @param owed how many things wait */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Mine(String username, String name, String role, boolean left, boolean away, Instant until, List<String> deputies, int owed) {}

    /** @param to the user name of who does the work */
    record HandOn(String to) {}

    private final AwayPeople people;
    private final SignedFor signed;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Access access;
    private final Clock clock;

    AwayApi(AwayPeople people, SignedFor signed, Organisation organisation, Casefiles casefiles, Access access, Clock clock) {
        this.people = people;
        this.signed = signed;
        this.clock = clock;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.access = access;
    }

    @GetMapping("/api/people/away")
    @Transactional(readOnly = true)
    public List<Away> away() {
        return people.askedOf(access.me().id()).stream().map(one -> new Away(one.person().username(), one.person().name(), !one.person().active(), one.until(),
                names(organisation.deputiesOf(one.person().id(), clock.instant())), one.owed().stream().map(owed -> new Owed(owed.what(), owed.casefileId() == null ? null : casefiles.get(owed.casefileId()).reference(), owed.dueAt(),
                        "HANDOVER".equals(owed.subjectKind()) && !AwayPeople.moves(owed) ? owed.subjectId() : null)).toList())).toList();
    }

    /** Those for whom the reader signs; for an administrator everybody of the agency. In counts alone. */
    @GetMapping("/api/people/mine")
    @Transactional(readOnly = true)
    public List<Mine> mine() {
        return signed.by(access.me()).stream().map(one -> new Mine(one.person().username(), one.person().name(), one.person().role().name(), !one.person().active(),
                one.away(), one.until(), names(one.deputies()), one.owed())).toList();
    }

    private static List<String> names(List<Practitioner> people) {
        return people.stream().map(Practitioner::name).toList();
    }

    @PostMapping("/api/people/{username}/work")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void handOn(@PathVariable String username, @RequestBody HandOn wanted) {
        Practitioner me = access.me();
        Practitioner from = organisation.find(username).filter(person -> organisation.signsFor(me.id(), person.id(), clock.instant())).orElseThrow(NotFound::new);
        Practitioner to = organisation.find(wanted.to() == null ? "" : wanted.to()).filter(person -> person.agencyId().equals(from.agencyId()))
                .orElseThrow(() -> new Invalid(List.of(new Invalid.Fault("to", "Name by user name who of the same agency does the work."))));
        people.handOn(from, to, me);
    }
}
