package org.throughline.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/**
 * One rule for every read and every act: role, relation to the case file, right. Unknown and forbidden look the same. What
 * is asked with {@code require} stands in the access log, whatever the answer; so the caller's transaction must not be read-only.
 */
@Service
public class Access {

    private static final int NAMES_TO_ASK = 3;

    private final Organisation organisation;
    private final CaseRelations relations;
    private final AccessLog log;
    private final PermissionTable table = PermissionTable.packaged();

    Access(Organisation organisation, CaseRelations relations, AccessLog log) {
        this.organisation = organisation;
        this.relations = relations;
        this.log = log;
    }

    /**
     * Who is signed in.
     *
     * @throws AuthenticationCredentialsNotFoundException when nobody is
     * @throws NotFound when that person is not entered in the organisation, or has left
     */
    @Transactional(readOnly = true)
    public Practitioner me() {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        if (signedIn == null || !signedIn.isAuthenticated() || signedIn instanceof AnonymousAuthenticationToken) {
            throw new AuthenticationCredentialsNotFoundException("Sign in first.");
        }
        return organisation.find(signedIn.getName()).filter(Access::canAct).orElseThrow(NotFound::new);
    }

    /**
     * Demands a right on a case file and writes the access log: in this transaction when it is given, in one of its own when not.
     *
     * @param what what is looked at or done, in words
     * @throws NotFound when it is not given, or when there is no such file
     */
    @Transactional
    public void require(Practitioner who, Right right, UUID casefileId, String what) {
        require(who, right, casefileId, what, null);
    }

    /** As {@link #require(Practitioner, Right, UUID, String)}, with the reason that the person gave. */
    @Transactional
    public void require(Practitioner who, Right right, UUID casefileId, String what, String why) {
        answer(who, casefileId, what, why, may(who, right, casefileId));
    }

    /** Demands a right that concerns no single case file, and writes the access log. */
    @Transactional
    public void require(Practitioner who, Right right, String what, String why) {
        answer(who, null, what, why, may(who, right));
    }

    /** Writes the access log for what the caller has allowed by a rule of its own, such as a duty that falls to this person alone. */
    @Transactional
    public void allowedByDuty(Practitioner who, UUID casefileId, String what) {
        log.allowed(who, casefileId, what, null);
    }

    private void answer(Practitioner who, UUID casefileId, String what, String why, boolean allowed) {
        if (!allowed) {
            log.refused(who, casefileId, what, why);
            throw new NotFound();
        }
        log.allowed(who, casefileId, what, why);
    }

    /** Whether the right is given; nothing is logged. For offering or leaving out what somebody could do next. */
    @Transactional(readOnly = true)
    public boolean may(Practitioner who, Right right, UUID casefileId) {
        return canAct(who) && table.allows(who.role(), relations.between(who.id(), casefileId), right);
    }

    /** Whether a right is given that concerns no single case file. */
    public boolean may(Practitioner who, Right right) {
        return canAct(who) && table.allows(who.role(), Set.of(Relation.NONE), right);
    }

    /** Of these case files, those on which the right is given: the same rule, for lists. */
    @Transactional(readOnly = true)
    public Set<UUID> allowedOf(Practitioner who, Right right, Collection<UUID> casefiles) {
        if (!canAct(who) || casefiles.isEmpty()) {
            return Set.of();
        }
        return relations.between(who.id(), casefiles).entrySet().stream()
                .filter(file -> table.allows(who.role(), file.getValue(), right)).map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** Every right on a case file; nothing is logged. For offering or leaving out what somebody could do next. */
    @Transactional(readOnly = true)
    public Set<Right> rightsOn(UUID casefileId, Practitioner who) {
        if (!canAct(who)) {
            return Set.of();
        }
        Set<Relation> held = relations.between(who.id(), casefileId);
        return Arrays.stream(Right.values()).filter(right -> table.allows(who.role(), held, right))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Right.class)));
    }

    /** How somebody stands to a case file. */
    @Transactional(readOnly = true)
    public Set<Relation> relations(Practitioner who, UUID casefileId) {
        return relations.between(who.id(), casefileId);
    }

    /**
     * Who looked at a case file, newest first. The caller demands {@link Right#SEE_ACCESS_LOG}.
     *
     * @param before the id of the last line already seen; null from the newest on
     */
    @Transactional(readOnly = true)
    public List<Look> looks(UUID casefileId, UUID before, int limit) {
        return log.of(casefileId, before, limit);
    }

    /** Whether the organisation has somebody of this user name who has left, or may not log in. Names that it does not know are not its matter. */
    @Transactional(readOnly = true)
    public boolean isOut(String username) {
        return organisation.find(username).filter(person -> !canAct(person)).isPresent();
    }

    /** Names of those whom somebody asks who cannot come in, for a page that they see without being signed in: a few, by user name. */
    @Transactional(readOnly = true)
    public List<String> askAboutAccounts() {
        return organisation.holding(PractitionerRole.ADMINISTRATOR).stream().map(Practitioner::name).distinct().limit(NAMES_TO_ASK).toList();
    }

    private static boolean canAct(Practitioner who) {
        return who.canLogIn() && who.active();
    }
}
