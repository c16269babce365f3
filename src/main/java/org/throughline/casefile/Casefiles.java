package org.throughline.casefile;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.NotFound;

/**
 * Case files and everything around them that is no entry: people, links, agencies, who is responsible, sources, likely
 * matches. Whether somebody may see or do it is the caller's to ask ({@code Access}). Writes of links, households and
 * matches compute the families again in the same transaction.
 */
@Service
public class Casefiles {

    private static final String SELECT = "select id, reference, person_id, kind, title, jurisdiction, agency_id, closed_at, filed_at from casefile ";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Families families;
    private final People people;
    private final Links links;
    private final Allocations allocations;
    private final Sources sources;
    private final Matches matches;
    private final ApplicationEventPublisher events;

    Casefiles(JdbcClient jdbc, Clock clock, Families families, People people, Links links, Allocations allocations, Sources sources, Matches matches,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.families = families;
        this.people = people;
        this.links = links;
        this.allocations = allocations;
        this.sources = sources;
        this.matches = matches;
        this.events = events;
    }

    // ------------------------------------------------------------ files

    /** @throws NotFound when there is none */
    @Transactional(readOnly = true)
    public CasefileView byReference(String reference) {
        return findByReference(reference).orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public Optional<CasefileView> findByReference(String reference) {
        return jdbc.sql(SELECT + "where reference = :reference").param("reference", reference).query(Casefiles::row).optional();
    }

    /** @throws NotFound when there is none */
    @Transactional(readOnly = true)
    public CasefileView get(UUID id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(Casefiles::row).optional().orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public List<CasefileView> all(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : jdbc.sql(SELECT + "where id in (:ids) order by reference").param("ids", ids).query(Casefiles::row).list();
    }

    /** The file of a person. */
    @Transactional(readOnly = true)
    public Optional<CasefileView> ofPerson(UUID personId) {
        return jdbc.sql(SELECT + "where person_id = :person").param("person", personId).query(Casefiles::row).optional();
    }

    private static CasefileView row(ResultSet row, int number) throws SQLException {
        return new CasefileView(row.getObject("id", UUID.class), row.getString("reference"), row.getObject("person_id", UUID.class),
                row.getString("kind").equals("CHILD"), row.getString("title"), row.getString("jurisdiction"), row.getObject("agency_id", UUID.class),
                row.getTimestamp("closed_at") == null, row.getTimestamp("filed_at").toInstant());
    }

    /** Opens a file; its family, its lock and its chain begin with it. */
    @Transactional
    public UUID openFile(NewCasefile file) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into casefile (id, reference, person_id, kind, title, jurisdiction, agency_id, origin, opened_on, filed_at)
                values (:id, :reference, :person, :kind, :title, :jurisdiction, :agency, :origin, :opened, :filed)""")
                .param("id", id).param("reference", file.reference()).param("person", file.personId()).param("kind", file.child() ? "CHILD" : "PERSON")
                .param("title", file.title()).param("jurisdiction", file.jurisdiction()).param("agency", file.agencyId(), Types.OTHER)
                .param("origin", file.imported() ? "IMPORT" : "OPENED").param("opened", file.openedOn())
                .param("filed", Timestamp.from(clock.instant())).update();
        families.opened(id);
        return id;
    }

    /** Nothing more happens on this file; its history stays part of the families it belongs to. */
    @Transactional
    public void close(UUID casefileId, Instant at) {
        jdbc.sql("update casefile set closed_at = :at where id = :id and closed_at is null")
                .param("at", Timestamp.from(at)).param("id", casefileId).update();
    }

    /** Somebody must not see a file, whatever their role. */
    @Transactional
    public void addConflict(UUID casefileId, UUID practitioner, String reason) {
        jdbc.sql("""
                insert into conflict_of_interest (casefile_id, practitioner_id, reason, since) values (:file, :who, :reason, :at)
                on conflict do nothing""")
                .param("file", casefileId).param("who", practitioner).param("reason", reason).param("at", Timestamp.from(clock.instant())).update();
    }

    // ------------------------------------------------------------ people and links

    /** @throws NotFound when there is nobody with this id */
    @Transactional(readOnly = true)
    public PersonView person(UUID id) {
        return people.find(id).orElseThrow(NotFound::new);
    }

    /** Whose file it is: the child of a child's case file. */
    @Transactional(readOnly = true)
    public PersonView childOf(UUID casefileId) {
        return person(get(casefileId).personId());
    }

    @Transactional(readOnly = true)
    public Optional<UUID> personWith(String scheme, String identifier) {
        return people.withIdentifier(scheme, identifier);
    }

    /** Records somebody and proposes likely matches by name and date of birth. */
    @Transactional
    public UUID addPerson(NewPerson person) {
        UUID id = people.add(person);
        matches.lookByName(id);
        return id;
    }

    /** An expected child was born: looks for likely matches again. */
    @Transactional
    public void born(UUID personId, LocalDate day) {
        people.born(personId, day);
        matches.lookByName(personId);
    }

    /** A former name or an alias: looks for likely matches again. */
    @Transactional
    public void addName(UUID personId, String name, boolean former) {
        people.addName(personId, name, former);
        matches.lookByName(personId);
    }

    /** Equal identifiers link two records by rule. */
    @Transactional
    public void addIdentifier(UUID personId, String scheme, String value) {
        people.addIdentifier(personId, scheme, value);
        matches.linkByIdentifier(personId, scheme, value);
    }

    /**
     * Says what one person is to another: {@code from} is the parent, the carer, the grandparent of {@code to}.
     *
     * @param by null where an import says so
     */
    @Transactional
    public UUID addRelationship(UUID from, UUID to, RelationshipType type, LocalDate since, UUID by) {
        return links.addRelationship(from, to, type, since, by);
    }

    @Transactional
    public void endRelationship(UUID relationshipId, LocalDate until, UUID by) {
        links.endRelationship(relationshipId, until, by);
    }

    /** @param protectedAddress whether the address must never leave the file */
    @Transactional
    public UUID addHousehold(String address, boolean protectedAddress) {
        return links.addHousehold(address, protectedAddress);
    }

    /** Somebody lives in a household: likely matches by name and address are proposed. */
    @Transactional
    public UUID addHouseholdMember(UUID householdId, UUID personId, LocalDate since, UUID by) {
        UUID id = links.addMember(householdId, personId, since, by);
        matches.lookByAddress(personId, householdId);
        return id;
    }

    @Transactional
    public void endHouseholdMember(UUID memberId, LocalDate until, UUID by) {
        links.endMember(memberId, until, by);
    }

    /** @param practitionerId null where nobody is named */
    @Transactional
    public UUID addInvolvement(UUID agencyId, UUID personId, UUID practitionerId, LocalDate since, LocalDate until, String concern) {
        return links.addInvolvement(agencyId, personId, practitionerId, since, until, concern);
    }

    /** Which agencies work, or worked, with whom of the family. */
    @Transactional(readOnly = true)
    public List<InvolvementView> involvements(UUID casefileId) {
        return links.involvements(casefileId);
    }

    // ------------------------------------------------------------ who is responsible

    @Transactional(readOnly = true)
    public Optional<UUID> responsible(UUID casefileId) {
        return allocations.responsible(casefileId);
    }

    @Transactional(readOnly = true)
    public List<AllocationView> allocations(UUID casefileId) {
        return allocations.of(casefileId);
    }

    /** Who may act on the file now: who holds authority that is neither withdrawn nor ended. */
    @Transactional(readOnly = true)
    public List<AuthorityHolder> authorityHolders(UUID casefileId) {
        return jdbc.sql("select practitioner_id, kind, granted_at, expires_at from authority_holders(:file, :at)")
                .param("file", casefileId).param("at", Timestamp.from(clock.instant()))
                .query((row, n) -> new AuthorityHolder(row.getObject("practitioner_id", UUID.class), row.getString("kind"),
                        row.getTimestamp("granted_at").toInstant(), row.getTimestamp("expires_at") == null ? null : row.getTimestamp("expires_at").toInstant()))
                .list();
    }

    /** Makes somebody responsible for a file that has nobody yet. */
    @Transactional
    public UUID allocate(UUID casefileId, UUID practitioner, Instant since) {
        return allocations.add(casefileId, practitioner, Responsibility.RESPONSIBLE, since, null, null);
    }

    /**
     * A worker's time on a file, as another system knew it.
     *
     * @param until null while it lasts
     */
    @Transactional
    public UUID allocate(UUID casefileId, UUID practitioner, Responsibility responsibility, Instant since, Instant until) {
        return allocations.add(casefileId, practitioner, responsibility, since, until, null);
    }

    /**
     * Moves responsibility in one step: the file is never without a responsible worker.
     *
     * @return the id of the new allocation
     */
    @Transactional
    public UUID moveResponsibility(UUID casefileId, UUID toPractitioner, UUID handoverId, Instant at) {
        return allocations.move(casefileId, toPractitioner, handoverId, at);
    }

    /** The open case files for which this worker is responsible, by id. */
    @Transactional(readOnly = true)
    public List<UUID> responsibleFor(UUID worker) {
        return allocations.responsibleFor(worker);
    }

    /** The case files on which this worker works beside, or in the place of, the responsible one at a moment, by id. */
    @Transactional(readOnly = true)
    public List<UUID> sharedBy(UUID worker, Instant at) {
        return allocations.sharedBy(worker, at);
    }

    /**
     * Puts a worker beside the responsible one, or in that one's place until a moment. Responsibility stays where it is.
     *
     * @param until null only for co-working, which lasts until somebody ends it
     * @return the id of the allocation
     */
    @Transactional
    public UUID shareWork(UUID casefileId, UUID worker, Responsibility as, UUID handoverId, Instant since, Instant until) {
        return allocations.add(casefileId, worker, as, since, until, handoverId);
    }

    /** From a moment on this worker no longer works beside, or in the place of, the responsible one. */
    @Transactional
    public void endSharedWork(UUID casefileId, UUID worker, Instant at) {
        allocations.endShared(casefileId, worker, at);
    }

    // ------------------------------------------------------------ known and not seen

    @Transactional(readOnly = true)
    public List<SourceView> sources(UUID casefileId) {
        return sources.of(casefileId);
    }

    /** @throws NotFound when there is none */
    @Transactional(readOnly = true)
    public SourceView source(UUID sourceId) {
        return sources.get(sourceId);
    }

    /** @param agencyId null where the holder is no agency of the register */
    @Transactional
    public UUID addSource(UUID casefileId, UUID agencyId, String holder, String what) {
        return sources.add(casefileId, agencyId, holder, what);
    }

    /**
     * Names who gets what was not seen, how, and by which day.
     *
     * @throws org.throughline.access.Invalid naming everything that is missing
     */
    @Transactional
    public void answerSource(UUID sourceId, UUID owner, String action, LocalDate due, UUID by) {
        sources.answer(sourceId, owner, action, due, by);
    }

    @Transactional
    public void sourceAskedFor(UUID sourceId, UUID by) {
        sources.asked(sourceId, by);
    }

    /**
     * A source was received.
     *
     * @param what which document came, or which entry holds it
     * @param from from whom
     * @param on   on which day; not in the future
     * @throws org.throughline.access.Invalid naming everything that is missing
     * @throws org.throughline.access.Refusal where it was recorded before
     */
    @Transactional
    public void sourceReceived(UUID sourceId, String what, String from, LocalDate on, UUID by) {
        sources.received(sourceId, what, from, on, by);
    }

    // ------------------------------------------------------------ likely matches

    /** Likely matches of people of this family that nobody has decided. */
    @Transactional(readOnly = true)
    public List<MatchView> proposals(UUID casefileId) {
        return matches.of(casefileId).stream().filter(match -> match.outcome() == null).toList();
    }

    /** All likely matches of people of this family, with the last decision on each. */
    @Transactional(readOnly = true)
    public List<MatchView> matches(UUID casefileId) {
        return matches.of(casefileId);
    }

    /** The case files of children to whose families either person of a match belongs; empty where there is no such match. */
    @Transactional(readOnly = true)
    public Set<UUID> filesOfMatch(UUID matchId) {
        return matches.filesOf(matchId);
    }

    /**
     * Decides whether two records are one person. The last decision counts: another one undoes it.
     *
     * @throws org.throughline.access.Invalid naming everything that is missing
     */
    @Transactional
    public void decide(UUID matchId, MatchOutcome outcome, String reason, UUID by) {
        Set<UUID> files = matches.filesOf(matchId);
        boolean parted = matches.decide(matchId, outcome, reason, by);
        events.publishEvent(new MatchDecided(matchId, outcome, by, parted, files));
    }
}
