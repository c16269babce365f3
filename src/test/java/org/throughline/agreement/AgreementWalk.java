package org.throughline.agreement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.TestClock;
import org.throughline.workflow.EngineTasks;
import org.throughline.workflow.Gaps;

/** Walks an agreement through the real services and the real engine, each step as the person whose step it is. */
@Component
public class AgreementWalk {

    private final Agreements agreements;
    private final AgreementDrafts drafts;
    private final AgreementRepository repository;
    private final AgreementProcess process;
    private final AgreementWaits waits;
    private final RiskRecord record;
    private final Organisation organisation;
    private final EngineTasks tasks;
    private final Lapses lapses;
    private final JdbcClient jdbc;

    AgreementWalk(Agreements agreements, AgreementDrafts drafts, AgreementRepository repository, AgreementProcess process, AgreementWaits waits, RiskRecord record, Organisation organisation,
            EngineTasks tasks, Lapses lapses, JdbcClient jdbc) {
        this.agreements = agreements;
        this.drafts = drafts;
        this.repository = repository;
        this.process = process;
        this.waits = waits;
        this.record = record;
        this.organisation = organisation;
        this.tasks = tasks;
        this.lapses = lapses;
        this.jdbc = jdbc;
    }

    public static LocalDate today() {
        return Gaps.localDay(TestClock.get().instant());
    }

    public UUID begun(Family family) {
        return agreements.draft(family.file(), null, family.team().outgoing());
    }

    /** A text with which nothing is wrong: mother and agency, one term each. */
    public ObjectNode text(Family family, LocalDate review) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        text.put("purpose", "Hal sleeps in his own cot, next to a sober adult.").put("ifNotKept", "We meet with the health visitor the same day.")
                .put("contingency", "The grandmother comes to the flat at night.").put("monitoring", "Olive and the health visitor see the cot twice a week.")
                .put("reviewOn", review.toString()).put("otherMeasures", "Daily visits.");
        long seq = jdbc.sql("select max(seq) from entry where casefile_id = :file").param("file", family.file()).query(Long.class).single();
        text.putObject("risk").put("kind", "UNSAFE_SLEEP").put("words", "Hal was found on the sofa.").put("entryFile", family.file().toString()).put("entrySeq", seq);
        var parties = text.putArray("parties");
        parties.addObject().put("id", "agency").put("kind", "AGENCY").put("agency", family.team().outgoing().agencyCode()).put("username", family.team().outgoing().username());
        parties.addObject().put("id", "p1").put("kind", "PARENT").put("personId", family.mother().toString()).put("language", "English").put("capacity", "SURE").put("concernAbout", true);
        var terms = text.putArray("terms");
        terms.addObject().put("id", "t1").put("owner", "agency").put("text", "Brings a cot.").put("by", today().plusDays(1).toString());
        terms.addObject().put("id", "t2").put("owner", "p1").put("text", "Lays Hal down in the cot.").put("by", review.toString()).put("asks", "OWN_ACT");
        var copies = text.putArray("copies");
        record.working(family.file()).forEach(one -> copies.add(one.agencyCode()));
        return text;
    }

    public ObjectNode text(Family family) {
        return text(family, record.latestReview(family.file()));
    }

    public AgreementStep step(UUID agreement) {
        return repository.findById(agreement).orElseThrow().step();
    }

    public AgreementState state(UUID agreement) {
        return repository.findById(agreement).orElseThrow().stateAt(TestClock.get().instant());
    }

    public LocalDate review(UUID agreement) {
        return repository.findById(agreement).orElseThrow().reviewOn();
    }

    public String end(UUID agreement) {
        return String.valueOf(repository.findById(agreement).orElseThrow().endKind());
    }

    public UUID renewal(UUID agreement) {
        return repository.findBySupersedesIdAndEndedAtIsNull(agreement).orElseThrow().id();
    }

    public Practitioner doer(UUID agreement) {
        return organisation.get(waits.doer(repository.findById(agreement).orElseThrow()));
    }

    public void act(UUID agreement, Practitioner person, ObjectNode content) {
        int version = drafts.get(agreement, step(agreement), person).version();
        complete(agreement, person, drafts.save(agreement, step(agreement), version, content, person).version());
    }

    public void complete(UUID agreement, Practitioner person, int version) {
        tasks.complete(person.username(), process.waitingTask(agreement).orElseThrow(), new HashMap<>(Map.of("draftVersion", version)));
    }

    /** @param complete false: only saves */
    public void act(UUID agreement, Practitioner person, ObjectNode content, boolean complete) {
        if (complete) {
            act(agreement, person, content);
        } else {
            drafts.save(agreement, step(agreement), drafts.get(agreement, step(agreement), person).version(), content, person);
        }
    }

    public static ObjectNode object(Map<String, String> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach(object::put);
        return object;
    }

    public static ObjectNode parties(Map<String, Map<String, Object>> of, String outcome) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        if (outcome != null) {
            content.put("outcome", outcome);
        }
        ObjectNode parties = content.putObject("parties");
        of.forEach((id, fields) -> {
            ObjectNode party = parties.putObject(id);
            fields.forEach((name, value) -> {
                if (value instanceof Boolean yes) {
                    party.put(name, yes);
                } else {
                    party.put(name, value.toString());
                }
            });
        });
        return content;
    }

    public static ObjectNode answers(String mother) {
        return parties(Map.of("agency", Map.of("answer", "AGREES", "on", today()), "p1", Map.of("answer", mother, "on", today(), "words", "That is right.")), null);
    }

    public static ObjectNode explained() {
        return parties(Map.of("p1", Map.of("on", today(), "how", "IN_PERSON", "alone", true, "capacity", "SURE", "toldBack", "The cot, not the sofa.")), "EXPLAINED");
    }

    /** Does the step at which the agreement stands, as it should be done. */
    public void next(Family family, UUID agreement) {
        Practitioner doer = doer(agreement);
        act(agreement, doer, switch (step(agreement)) {
            case DRAFT -> text(family);
            case APPROVE -> object(Map.of("outcome", "APPROVED", "words", "It is about the cot and about nothing else."));
            case EXPLAIN -> explained();
            case ANSWER -> answers("AGREES");
            case REVIEW, RENEW -> object(Map.of("outcome", "END", "came", "The cot is used each night.", "safe", "The visits go on."));
            case ANSWER_LAPSE -> object(Map.of("safe", "Olive goes there every evening."));
            case DECIDE_BREACH -> object(Map.of("outcome", "GOES_ON", "words", "One night, told by herself.", "safe", "A visit tonight.", "strategy", "NO", "strategyWhy", "He was seen well this morning."));
            case ENDED -> throw new IllegalStateException("This agreement has ended");
        });
    }

    public UUID at(Family family, AgreementStep step) {
        UUID agreement = begun(family);
        while (step(agreement) != step) {
            next(family, agreement);
        }
        return agreement;
    }

    public void lapse(UUID agreement) {
        TestClock.get().set(repository.findById(agreement).orElseThrow().inForceUntil());
        lapses.run();
    }

    public void lapseIfDue() {
        lapses.run();
    }

    public static ObjectNode breach() {
        return object(Map.of("what", "Hal slept on the sofa.", "on", today().toString(), "from", "The mother", "provenance", "SELF_REPORT", "verification", "UNVERIFIED", "forTheChild", "He could have suffocated."));
    }
}
