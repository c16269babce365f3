package org.throughline.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A family as nobody thought of it, and yet a valid bundle: one to three children, one of them perhaps unborn or born before it was booked, one or two
 * authorities, with or without a responsible worker, entries recorded years late or by nobody who is named, moves, crises, changes of worker.
 */
final class RandomBundle {

    private static final String HEAD = "external_id,persons,event_date,precision,event_type,summary,source_agency,source_person,provenance,verification,significance,"
            + "impact_on_child,impact_level,action_taken,outcome,key_event,recorded_at,recorded_by";
    private static final LocalDate BEGINS = LocalDate.of(2020, 1, 6);
    private static final List<String> OF_A_CHILD = List.of("PREGNANCY_BOOKED", "PREGNANCY_CONCEALED", "BIRTH", "INJURY", "NEGLECT_CONCERN", "REFERRAL", "HOSPITAL_ADMISSION", "HOSPITAL_DISCHARGE",
            "WAS_NOT_BROUGHT", "SECTION_47", "CONFERENCE", "PLAN_START", "PLAN_END", "STRATEGY_DISCUSSION", "WORKER_CHANGE", "VISIT", "HEALTH_CHECK", "CASE_CLOSURE", "ED_ATTENDANCE", "DISCLOSURE", "AGREEMENT_MADE", "AGREEMENT_BREACHED", "AGREEMENT_ENDED");
    private static final List<String> OF_AN_ADULT = List.of("CARER_SELF_HARM", "CARER_LEFT_BEFORE_SEEN", "RELAPSE", "DOMESTIC_INCIDENT", "MENTAL_HEALTH_CRISIS", "ARREST", "RELEASE", "MISSED_PRESCRIPTION",
            "INTOXICATED_IN_CHARGE", "NEW_PARTNER", "OFFENCE");
    private static final List<String> OF_THE_HOME = List.of("ADDRESS_MOVE", "NEW_TENANCY", "HOMELESS", "HOUSEHOLD_CHANGE", "HOME_CONDITIONS");

    private final Random random;
    private final String reference;
    private final List<String> children = new ArrayList<>();
    private final List<String> adults = new ArrayList<>();
    private final List<String> agencies = new ArrayList<>();
    private final List<String[]> workers = new ArrayList<>();
    private final ObjectNode family = JsonNodeFactory.instance.objectNode();
    private final List<String> rows = new ArrayList<>();

    private RandomBundle(long seed) {
        this.random = new Random(seed);
        this.reference = "RND-" + Long.toUnsignedString(seed, 36);
    }

    /** What was written: the same for the same seed. @param rows lines of the chronology, without its head */
    record Written(Path folder, String reference, List<String> rows) {

        /** The same family with fewer entries. */
        Written with(Path other, String name, List<String> fewer) throws IOException {
            Files.createDirectories(other);
            Files.writeString(other.resolve("case.json"), Files.readString(folder.resolve("case.json")).replace('"' + reference + '"', '"' + name + '"'));
            Files.writeString(other.resolve("chronology.csv"), HEAD + "\n" + String.join("\n", fewer) + "\n");
            return new Written(other, name, fewer);
        }
    }

    /** A bundle that somebody wrote, beside those of chance. */
    static Written copy(Path bundle, Path folder) throws IOException {
        String reference = new ObjectMapper().readTree(bundle.resolve("case.json").toFile()).at("/case/reference").asText();
        return new Written(bundle, reference, Files.readAllLines(bundle.resolve("chronology.csv")).stream().skip(1).toList())
                .with(folder.resolve(reference), reference, Files.readAllLines(bundle.resolve("chronology.csv")).stream().skip(1).toList());
    }

    static Written write(Path folder, long seed) throws IOException {
        RandomBundle bundle = new RandomBundle(seed);
        bundle.family();
        bundle.history();
        Path own = folder.resolve(bundle.reference);
        Files.createDirectories(own);
        Files.writeString(own.resolve("case.json"), new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(bundle.family));
        return new Written(own, bundle.reference, bundle.rows).with(own, bundle.reference, bundle.rows);
    }

    private void family() {
        family.putObject("case").put("reference", reference).put("title", "A family of chance").put("jurisdiction", "exampleshire");
        ArrayNode people = family.putArray("people");
        ArrayNode ties = family.putArray("relationships");
        for (int i = 0; i <= random.nextInt(3); i++) {
            String id = "child" + i;
            children.add(id);
            ObjectNode child = people.addObject().put("id", id).put("name", "Child" + i + " Chance").put("role", "CHILD");
            LocalDate born = i == 0 && chance(0.6) ? BEGINS.plusDays(random.nextInt(150)) : BEGINS.minusDays(random.nextInt(3000));
            if (i == 0 && chance(0.6)) {
                child.put("expected", born.plusDays(random.nextInt(20) - 10).toString());
            }
            if (!child.has("expected") || chance(0.7)) {
                child.put("born", born.toString());
            }
        }
        for (int i = 0; i <= random.nextInt(3); i++) {
            String id = "adult" + i;
            adults.add(id);
            people.addObject().put("id", id).put("name", "Adult" + i + " Chance").put("role", "ADULT").put("born", "19" + (70 + random.nextInt(25)) + "-05-0" + (1 + random.nextInt(9)));
            for (String child : children) {
                if (i == 0 || chance(0.6)) {
                    ties.addObject().put("from", id).put("to", child).put("type", i == 0 || chance(0.5) ? "PARENT" : "STEP_PARENT").put("since", BEGINS.minusDays(random.nextInt(900)).toString());
                }
            }
        }
        ArrayNode household = family.putArray("household");
        for (String adult : adults) {
            if (chance(0.5)) {
                household.addObject().put("person", adult).put("address", "room " + random.nextInt(2)).put("since", BEGINS.plusDays(random.nextInt(60)).toString());
            }
        }
        agencies();
    }

    private void agencies() {
        ArrayNode list = family.putArray("agencies");
        ArrayNode people = family.putArray("practitioners");
        agency(list, people, "csc", "CHILDRENS_SOCIAL_CARE", true);
        List<String> kinds = new ArrayList<>(List.of("MIDWIFERY", "HOSPITAL", "HEALTH_VISITING", "POLICE", "HOUSING_SUPPORT", "MENTAL_HEALTH", "EDUCATION", "GP"));
        java.util.Collections.shuffle(kinds, random);
        kinds.subList(0, 2 + random.nextInt(3)).forEach(kind -> agency(list, people, kind.toLowerCase(java.util.Locale.ROOT), kind, false));
        if (chance(0.3)) {
            agency(list, people, "othercsc", "CHILDRENS_SOCIAL_CARE", true);
        }
        ArrayNode involved = family.putArray("involvements");
        for (String agency : agencies) {
            if (chance(0.5)) {
                ObjectNode with = involved.addObject().put("agency", agency).put("person", chance(0.6) ? any(children) : any(adults)).put("since", BEGINS.plusDays(random.nextInt(40)).toString());
                workers.stream().filter(worker -> worker[1].equals(agency)).findFirst().filter(worker -> chance(0.8)).ifPresent(worker -> with.put("practitioner", worker[0]));
            }
        }
        ArrayNode allocation = family.putArray("allocation");
        if (chance(0.5)) {
            allocation.addObject().put("practitioner", "csc-worker").put("since", BEGINS.plusDays(random.nextInt(60)).toString()).put("responsibility", "RESPONSIBLE");
        }
    }

    private void agency(ArrayNode list, ArrayNode people, String id, String kind, boolean care) {
        agencies.add(id);
        list.addObject().put("id", id).put("name", "The " + id.replace('_', ' ') + " service").put("kind", kind);
        if (care) {
            people.addObject().put("username", id + "-manager").put("name", "Manager of " + id).put("agency", id).put("role", "TEAM_MANAGER");
        }
        if (care || chance(0.8)) {
            workers.add(new String[] {id + "-worker", id});
            ObjectNode worker = people.addObject().put("username", id + "-worker").put("name", "Worker of " + id.replace('_', ' ')).put("agency", id).put("role", care ? "SOCIAL_WORKER" : "PARTNER_PROFESSIONAL");
            if (care) {
                worker.put("supervisor", id + "-manager");
            }
        }
        if (care && chance(0.5)) {
            workers.add(new String[] {id + "-second", id});
            people.addObject().put("username", id + "-second").put("name", "Second worker of " + id).put("agency", id).put("role", "SOCIAL_WORKER").put("supervisor", id + "-manager");
        }
    }

    private void history() {
        int many = 4 + random.nextInt(6);
        for (int i = 0; i < many; i++) {
            double which = random.nextDouble();
            Set<String> persons = new LinkedHashSet<>();
            String type;
            if (which < 0.6) {
                type = any(OF_A_CHILD);
                persons.add(any(children));
                if (chance(0.4)) {
                    persons.add(any(adults));
                }
            } else if (which < 0.85) {
                type = any(OF_AN_ADULT);
                persons.add(any(adults));
                if (chance(0.3)) {
                    persons.add(any(children));
                }
            } else {
                type = any(OF_THE_HOME);
                persons.add(any(children));
                persons.add(any(adults));
            }
            row(i, type, persons);
        }
    }

    private void row(int number, String type, Set<String> persons) {
        LocalDate recorded = BEGINS.plusDays(random.nextInt(200));
        LocalDate happened = recorded.minusDays(chance(0.15) ? 300 + random.nextInt(900) : random.nextInt(4));
        String agency = any(agencies);
        Instant at = recorded.atTime(6 + random.nextInt(16), random.nextInt(60)).toInstant(ZoneOffset.UTC);
        String by = workers.stream().filter(worker -> worker[1].equals(agency) || chance(0.05)).map(worker -> worker[0]).findFirst().filter(name -> chance(0.85)).orElse("");
        boolean key = chance(0.3);
        rows.add(String.join(",", "E-" + number, String.join(";", persons), happened.toString(), "EXACT", type, "What happened in " + type + ".", agency, "record", "OBSERVED", "CORROBORATED",
                key ? "It matters." : "", "Not asked about.", chance(0.2) ? "SERIOUS" : "UNKNOWN", "noted", "none: routine", String.valueOf(key), at.toString(), by));
    }

    private boolean chance(double of) {
        return random.nextDouble() < of;
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
