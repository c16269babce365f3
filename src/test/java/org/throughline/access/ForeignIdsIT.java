package org.throughline.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.agreement.Agreements;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.NotThisFamily;
import org.throughline.handover.HandoverWalk;
import org.throughline.meeting.DisagreementSubject;
import org.throughline.meeting.Disagreements;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingWalk;
import org.throughline.meeting.NewDisagreement;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.ThroughlineTest;

/**
 * Every id in every address of {@code endpoints.txt}, tried by people who have nothing to do with the family: what exists elsewhere and what
 * exists nowhere get the very same answer, 404, word for word. Only where the permission table gives somebody without any relation the right
 * (urgent access, duty, running the system) is there another.
 */
@ThroughlineTest
class ForeignIdsIT {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    @Autowired FamilyWorld world;
    @Autowired MeetingWalk meetings;
    @Autowired HandoverWalk handovers;
    @Autowired Disagreements disagreements;
    @Autowired Chronology chronology;
    @Autowired NotThisFamily notThisFamily;
    @Autowired Agreements agreements;
    @Autowired JdbcClient jdbc;
    @Autowired WebApplicationContext web;

    private record Address(String method, String path, Set<String> rights) {}

    @Test
    void whatIsNotOnesOwnIsAsIfItWereNotThere() throws IOException {
        world.startClock();
        MeetingWalk.Round round = meetings.round();
        Map<String, String> foreign = foreign(round);
        FamilyWorld.Team others = world.team();
        Api api = new Api(web);
        PermissionTable table = PermissionTable.packaged();
        List<String> leaks = new ArrayList<>();
        int tried = 0;
        for (Address address : addresses()) {
            for (Practitioner stranger : List.of(others.outgoing(), others.supervisor(), others.visitor(), others.administrator())) {
                if (address.rights().stream().filter(right -> !right.equals("SIGNED_IN")).anyMatch(right -> table.allows(stranger.role(), Set.of(Relation.NONE), Right.valueOf(right)))) {
                    continue;
                }
                String theirs = filled(address, foreign, false);
                String nowhere = filled(address, foreign, true);
                MvcTestResult one = send(api, address.method(), stranger, theirs);
                MvcTestResult other = send(api, address.method(), stranger, nowhere);
                tried++;
                String first = said(one, theirs, foreign);
                String second = said(other, nowhere, foreign);
                if (!first.equals(second) || !first.startsWith("404 ")) {
                    leaks.add(address.method() + " " + theirs + " by " + stranger.role() + ": " + first + "\n      unknown: " + second);
                }
            }
        }
        System.out.println("Foreign ids: " + tried + " pairs of calls");
        assertThat(leaks).isEmpty();
        assertThat(tried).isGreaterThan(250);
    }

    private static String filled(Address address, Map<String, String> foreign, boolean unknown) {
        Matcher matcher = VARIABLE.matcher(address.path());
        StringBuilder path = new StringBuilder();
        boolean first = true;
        while (matcher.find()) {
            String value = value(address.path(), matcher.group(1), foreign);
            // where the first id leads nowhere the others do not matter
            matcher.appendReplacement(path, Matcher.quoteReplacement(unknown && first ? nowhere(value) : value));
            first = false;
        }
        matcher.appendTail(path);
        return path.toString();
    }

    private static String nowhere(String value) {
        return value.matches("[0-9a-f-]{36}") ? UUID.randomUUID().toString() : "CH-" + UUID.randomUUID().toString().substring(0, 13);
    }

    private static String value(String path, String name, Map<String, String> foreign) {
        String kind = name.equals("id") ? path.replaceFirst("^/api/", "").replaceFirst("/\\{id}.*", "") : name;
        assertThat(foreign).as("an id for {%s} of %s: say here where one comes from", name, path).containsKey(kind);
        return foreign.get(kind);
    }

    /** Status and words, with the ids that were asked for and the moment taken out. */
    private static String said(MvcTestResult result, String path, Map<String, String> foreign) {
        try {
            String body = result.getResponse().getContentAsString(StandardCharsets.UTF_8).replace(path, "PATH");
            for (String id : path.split("/")) {
                body = id.length() > 8 ? body.replace(id, "ID") : body;
            }
            return result.getResponse().getStatus() + " " + body;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MvcTestResult send(Api api, String method, Practitioner as, String path) {
        // well written, so that nothing but the id can be wrong
        if (method.equals("POST") && path.endsWith("/signed-copies")) {
            return api.upload(as, "document", new byte[] {1}, path);
        }
        return method.equals("GET") ? api.get(as, path + (path.endsWith("/people/changes") ? "?since=2026-03-01T00:00:00Z" : ""))
                : method.equals("PUT") ? api.put(as, "\"0\"", "{}", path) : api.send(HttpMethod.valueOf(method), as, path.endsWith("/date") ? "{\"content\":{}}" : "{}", path);
    }

    private static List<Address> addresses() throws IOException {
        try (InputStream list = PermissionTable.class.getResourceAsStream("endpoints.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split("\\|", -1))
                    .filter(cells -> cells[1].contains("{"))
                    // the engine's own tasks are asked for through the filters: DoorsWebTest
                    .filter(cells -> !cells[1].contains("/api/tasks/"))
                    .map(cells -> new Address(cells[0].strip(), cells[1].strip(), Set.copyOf(Arrays.stream(cells[2].split(",")).map(String::strip).toList()))).toList();
        }
    }

    /** One id of each kind, all of one family and its people. */
    private Map<String, String> foreign(MeetingWalk.Round round) {
        Family family = round.family();
        UUID file = family.file();
        UUID meeting = meetings.at(round, MeetingStep.WRITE_MINUTES);
        Family handedOver = world.family(family.team(), 3);
        UUID handover = handovers.request(handedOver);
        world.reads(file, family.team().outgoing());
        UUID match = insert("insert into person_match (id, person_a, person_b, basis, proposed_at) select :id, least(:a, :b), greatest(:a, :b), 'IDENTIFIER', now()", family.mother(), family.father());
        UUID source = insert("insert into source (id, casefile_id, holder, what, known_at) values (:id, :a, 'A surgery', 'Notes', now())", file, file);
        UUID restriction = insert("insert into restriction (id, casefile_id, seq, level, kind, holder_id, reason, since, placed_by) values (:id, :a, 1, 'WITHHELD', 'k', :b, 'r', now(), :b)",
                file, family.team().supervisor().id());
        UUID disagreement = disagreements.raise(new NewDisagreement(file, family.team().outgoing().id(), DisagreementSubject.THRESHOLD, "The file is to be closed.",
                "Nobody has seen the baby awake.", "He could be left alone again.", "The grandmother comes.", false, false, false), family.team().supervisor());
        Map<String, String> ids = new TreeMap<>(Map.of("ref", family.reference(), "matches", match.toString(), "sources", source.toString(), "restrictions", restriction.toString(),
                "handovers", handover.toString(), "overview/handovers", handover.toString(), "meetings", meeting.toString(), "overview/meetings", meeting.toString(), "disagreements", disagreement.toString(),
                "username", family.team().colleague().username()));
        ids.put("readings", one("select id from manifest where casefile_id = ? limit 1", file));
        ids.put("authority", one("select id from authority where casefile_id = ? limit 1", file));
        ids.put("obligations", one("select id from obligation where casefile_id = ? limit 1", file));
        ids.put("place", one("select i.id from meeting_invitee i join meeting m on m.id = i.meeting_id where m.casefile_id = ? limit 1", file));
        ids.put("agreements", agreements.draft(file, JsonNodeFactory.instance.objectNode(), family.team().outgoing()).toString());
        EntryRef gone = chronology.append(handedOver.file(), world.fact(handedOver, "Of next door."), handedOver.team().outgoing(), null);
        ids.put("taken-out", notThisFamily.ask(handedOver.file(), gone, "Of next door.", null, handedOver.team().outgoing()).toString());
        notThisFamily.decide(gone, true, "So it is.", handedOver.team().supervisor());
        ids.put("prompts", one("select id from pattern_prompt where casefile_id = ? limit 1", file));
        ids.put("copy", UUID.randomUUID().toString());
        ids.put("action", one("select a.id from meeting_action a join meeting m on m.id = a.meeting_id where m.casefile_id = ? limit 1", file));
        ids.putAll(Map.of("file", file.toString(), "seq", "1", "form", "entry", "draft", "account", "person", family.child().toString(), "household", UUID.randomUUID().toString(),
                "stay", UUID.randomUUID().toString(), "casefiles/{ref}/relationships", UUID.randomUUID().toString(), "rules", "X9", "code", "csc-" + family.team().mark()));
        return ids;
    }

    private UUID insert(String sql, UUID a, UUID b) {
        UUID id = UUID.randomUUID();
        jdbc.sql(sql).param("id", id).param("a", a).param("b", b).update();
        return id;
    }

    private String one(String sql, UUID file) {
        return jdbc.sql(sql).param(file).query(UUID.class).single().toString();
    }
}
