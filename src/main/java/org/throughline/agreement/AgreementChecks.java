package org.throughline.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.temporal.ChronoUnit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementText.Abuse;
import org.throughline.agreement.AgreementText.Asks;
import org.throughline.agreement.AgreementText.Capacity;
import org.throughline.agreement.AgreementText.Party;
import org.throughline.agreement.AgreementText.Term;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.InvolvementView;

/** Puts an agreement to the rules (A1 to A14): the whole, each party, each term. The table judges; this only finds the facts. */
@Component
class AgreementChecks {

    private static final Pattern CHILD = Pattern.compile("(?iu)\\b(child|children|baby|babies|unborn|son|daughter|toddler|infant|twins?)\\b");
    private static final Set<Asks> ON_SOMEBODY_ELSE = Set.of(Asks.KEEP_AWAY, Asks.REPORT, Asks.SUPERVISE);

    /** @param agreement null before there is one @param approved whether the manager has approved this very text @param explained by party, as it was written down; empty before */
    record Asked(UUID casefile, UUID agreement, UUID reader, boolean signing, boolean approved, JsonNode explained) {

        static Asked draft(Agreement agreement, UUID reader) {
            return new Asked(agreement.casefileId(), agreement.id(), reader, false, false, MissingNode.getInstance());
        }
    }

    private final AgreementRules rules;
    private final RiskRecord record;
    private final Casefiles casefiles;
    private final PartyNames names;

    AgreementChecks(AgreementRules rules, RiskRecord record, Casefiles casefiles, PartyNames names) {
        this.rules = rules;
        this.record = record;
        this.casefiles = casefiles;
        this.names = names;
    }

    List<Check> of(AgreementText text, Asked asked) {
        List<Check> checks = new ArrayList<>(whole(text, asked));
        PartyNames.Of called = names.of(asked.casefile());
        text.family().forEach(party -> rules.problems(party(party, asked)).forEach(problem -> checks.add(check(problem, called.name(party), "#party-" + party.id(), null))));
        for (int i = 0; i < text.terms().size(); i++) {
            Term term = text.terms().get(i);
            String about = "Term " + (i + 1);
            rules.problems(term(term, text, asked)).forEach(problem -> checks.add(check(problem, about, "#term-" + term.id(), null)));
        }
        return checks;
    }

    private List<Check> whole(AgreementText text, Asked asked) {
        LocalDate review = text.reviewOn();
        LocalDate meeting = record.planMeeting(asked.casefile());
        String key = text.risk().key();
        Set<String> without = withoutCopy(text, asked.casefile());
        CheckFacts facts = CheckFacts.agreement(asked.signing()).with("purpose", speaksOfTheChild(text.purpose(), asked.casefile()))
                .with("riskLinked", key != null && !text.risk().words().isBlank() && record.shows(asked.casefile(), text.risk().entryFile(), text.risk().entrySeq(), asked.reader()))
                .with("reviewGiven", review != null).with("reviewAhead", review == null || review.isAfter(record.today()))
                .with("daysTooLate", review == null ? 0 : (int) Math.max(0, Math.min(Integer.MAX_VALUE, ChronoUnit.DAYS.between(record.today().plusDays(record.longestDays()), review))))
                .with("afterPlanMeeting", review != null && meeting != null && review.isAfter(meeting))
                .with("workingDay", review == null || record.worked(review, asked.casefile()))
                .with("agencyTerms", (int) text.terms().stream().filter(term -> !term.text().isBlank() && text.party(term.owner()).filter(owner -> owner.kind() == AgreementText.Kind.AGENCY).isPresent()).count())
                .with("consequence", !text.ifNotKept().isBlank()).with("contingency", !text.contingency().isBlank()).with("approved", asked.approved())
                .with("away", text.childAwayFromHome() || record.speaksOf(text.purpose()).contains("A10"))
                .with("sameRisk", key == null ? 1 : record.earlier(asked.casefile(), key, asked.agreement()) + 1)
                .with("anotherInWords", RiskKind.isInWordsOfItsOwn(key) && record.anotherInWords(asked.casefile(), asked.agreement()))
                .with("otherMeasures", !text.otherMeasures().isBlank()).with("highRisk", text.risk().high())
                .with("concernedMissing", text.family().stream().noneMatch(Party::concernAbout)).with("withoutCopy", without.size());
        return rules.problems(facts).stream().map(problem -> check(problem, "copies".equals(problem.field()) ? String.join(", ", without) : null, "#" + problem.field(),
                problem.result() == AgreementRules.Result.WARN ? text.answers().get(problem.key()) : null)).toList();
    }

    private CheckFacts party(Party party, Asked asked) {
        JsonNode told = asked.explained().path(party.id());
        Capacity then = AgreementText.code(Capacity.class, told, "capacity", party.capacity());
        boolean interpreted = !party.interpreterName().isBlank() && party.interpreterOn() != null
                || !told.path("interpreter").asText("").isBlank();
        return CheckFacts.party(asked.signing()).with("foreignLanguage", !party.speaksEnglish()).with("interpreter", interpreted).with("needs", !party.needs().isEmpty())
                .with("accessible", !party.accessible().isBlank()).with("advocateOffered", party.advocateOffered())
                .with("toldBack", !told.path("toldBack").asText("").isBlank()).with("capacity", then.name());
    }

    private CheckFacts term(Term term, AgreementText text, Asked asked) {
        List<String> words = term.text().isBlank() ? List.of() : record.speaksOf(term.text());
        boolean harmed = text.party(term.owner()).filter(owner -> owner.abuse() == Abuse.AGAINST).isPresent();
        return CheckFacts.term(asked.signing()).with("abuse", text.apart()).with("bindsVictim", harmed && (ON_SOMEBODY_ELSE.contains(term.asks()) || words.contains("A6")))
                .with("away", words.contains("A10"));
    }

    private boolean speaksOfTheChild(String purpose, UUID casefile) {
        String name = casefiles.childOf(casefile).givenName();
        return CHILD.matcher(purpose).find() || name != null && !name.isBlank() && Pattern.compile("(?iu)\\b" + Pattern.quote(name.strip()) + "\\b").matcher(purpose).find();
    }

    private Set<String> withoutCopy(AgreementText text, UUID casefile) {
        Set<String> left = new TreeSet<>();
        for (InvolvementView one : record.working(casefile)) {
            boolean party = text.parties().stream().anyMatch(other -> one.agencyCode().equals(other.agency()));
            if (!party && !text.copies().contains(one.agencyCode())) {
                left.add(one.agencyName());
            }
        }
        return left;
    }

    private static Check check(AgreementRules.Problem problem, String about, String href, String answer) {
        return new Check(problem.ruleId(), problem.result(), problem.key(), about, problem.what(), problem.why(), href, answer == null || answer.isBlank() ? null : answer);
    }
}
