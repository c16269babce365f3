package org.throughline.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.core.io.ClassPathResource;
import org.throughline.testing.SignedIn;

/** A family of its own, brought over REST to the state that a walk then looks at. Its people are those of the demo. */
final class Arranged {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CONFIRMED = List.of("H1", "H2", "H3", "H6", "H7", "H9", "H10", "H11", "H15");
    private static final Pattern YEAR = Pattern.compile("\\b(?:19|20)\\d\\d(?=-\\d\\d)");
    private static final int LAST_YEAR_TOLD = 2009;
    private static final Map<String, SignedIn> PEOPLE = new HashMap<>();

    final String reference;
    final String handover;

    private Arranged(String reference, String handover) {
        this.reference = reference;
        this.handover = handover;
    }

    /** A family like the Sample one under another name, whose handover from Olive to Ines is asked for. */
    static Arranged askedFor(String name) {
        return askedFor(name, "");
    }

    /** The same, and in the year before last the child was weighed so many times: routine, to be read by period. */
    static Arranged askedForAndWeighed(String name, int times) {
        StringBuilder rows = new StringBuilder();
        for (int time = 0; time < times; time++) {
            rows.append("W-%d,sam,%s,EXACT,HEALTH_CHECK,Weighed at the clinic; grows along her line.,hv,health visitor,OBSERVED,CORROBORATED,,Grows well.,NONE,weighed,none: routine event,false,%2$sT16:30:00+00:00,hester%n"
                    .formatted(time, LocalDate.of(LAST_YEAR_TOLD - 1, 2, 1).plusDays(2L * time)));
        }
        return askedFor(name, rows.toString());
    }

    private static Arranged askedFor(String name, String moreRows) {
        RunningThroughline.get().wordsPerSecond(Walk.FASTER_THAN_ANYBODY);
        String reference = name.toUpperCase(java.util.Locale.UK);
        bring(name, reference, moreRows);
        ObjectNode wanted = JSON.createObjectNode().put("casefile", reference).put("incoming", "ines").put("type", "WORKER_SAME_TEAM")
                .put("reasonCode", "MANAGE").put("discussionPossible", true);
        return new Arranged(reference, send("POST", "sunita", "/api/handovers", wanted).path("id").asText());
    }

    private static void bring(String name, String reference, String moreRows) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            body.write(("--bundle\r\nContent-Disposition: form-data; name=\"bundle\"; filename=\"bundle.zip\"\r\nContent-Type: application/zip\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            try (ZipOutputStream zip = new ZipOutputStream(body)) {
                for (String file : List.of("case.json", "chronology.csv")) {
                    zip.putNextEntry(new ZipEntry(file));
                    String text = (new ClassPathResource("demo/sample/" + file).getContentAsString(StandardCharsets.UTF_8) + (file.endsWith(".csv") ? moreRows : ""))
                            .replaceAll("\\bSam\\b", "Toby").replace("SAMPLE", reference).replace("Sample", name);
                    zip.write(inOurYears(text).getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
                zip.finish();
                body.write("\r\n--bundle--\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SignedIn ada = person("ada");
        HttpResponse<String> answer = ada.exchange(ada.request("/api/casefiles/import").header("X-XSRF-TOKEN", ada.token())
                .header("Content-Type", "multipart/form-data; boundary=bundle").POST(BodyPublishers.ofByteArray(body.toByteArray())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** Told of the years before this one, so that the child is still a small child. */
    private static String inOurYears(String text) {
        int later = Walk.today().getYear() - 1 - LAST_YEAR_TOLD;
        return YEAR.matcher(text).replaceAll(year -> String.valueOf(Integer.parseInt(year.group()) + later));
    }

    Arranged summary() {
        ObjectNode text = JSON.createObjectNode();
        for (int field = 1; field <= 14; field++) {
            text.put("HS" + field, "Not known; the health visitor would know.");
        }
        ObjectNode confirmations = text.putObject("confirmations");
        CONFIRMED.forEach(condition -> confirmations.put(condition, true));
        return step("olive", "summary", text);
    }

    /** Accepted by Sunita, who waives what a family of years ago does not meet. */
    Arranged acceptance() {
        ObjectNode waived = JSON.createObjectNode().put("reason", "Agreed with Olive.");
        ArrayNode conditions = waived.putArray("conditions");
        get("sunita", "/api/handovers/" + handover).path("readiness").forEach(item -> {
            if (!item.path("met").asBoolean()) {
                conditions.add(item.path("id").asText());
            }
        });
        if (!conditions.isEmpty()) {
            send("POST", "sunita", "/api/handovers/" + handover + "/waivers", waived);
        }
        return step("sunita", "acceptance", JSON.createObjectNode().put("outcome", "ACCEPTED"));
    }

    Arranged discussion() {
        return step("olive", "discussion", JSON.createObjectNode().put("date", Walk.today().toString()).put("mode", "MEETING").put("minutes", 30)
                .put("points", "February; who is at home when.").put("discussed", true));
    }

    /** Ines reads everything and says so. */
    Arranged reading() {
        read("ines");
        complete("ines", JSON.createObjectNode());
        return this;
    }

    Arranged account() {
        ObjectNode text = JSON.createObjectNode();
        JsonNode children = get("ines", "/api/handovers/" + handover).path("children");
        ObjectNode first = text.putObject("q1");
        children.forEach(child -> first.put(child.path("id").asText(), "Sara by day; nobody has asked who is there at night."));
        for (int question = 2; question <= 7; question++) {
            text.put("q" + question, "I do not know yet; I will ask Hester Visitor.");
        }
        return step("ines", "account", text);
    }

    /** Sunita has talked with Ines and decides. */
    Arranged signOff(String outcome, String reasons) {
        if (outcome.equals("AGREED")) {
            read("sunita");
        }
        ObjectNode text = JSON.createObjectNode().put("outcome", outcome).put("talkedOn", Walk.today().toString()).put("talkedHow", "In my office")
                .put("question", "Who sees Toby at night?").put("answer", "Nobody yet.");
        if (reasons != null) {
            text.put("reasons", reasons);
        }
        return step("sunita", "sign-off", text);
    }

    String step() {
        return get("sunita", "/api/handovers/" + handover).path("step").asText();
    }

    private void read(String reader) {
        String reading = send("POST", reader, "/api/readings", JSON.createObjectNode().put("casefile", reference)).path("id").asText();
        for (JsonNode entry : get(reader, "/api/readings/" + reading + "/items?limit=50").path("items")) {
            ObjectNode one = JSON.createObjectNode();
            one.putArray("items").addObject().put("casefileId", entry.path("casefileId").asText()).put("seq", entry.path("seq").asLong());
            if (!entry.path("read").asBoolean()) {
                send("POST", reader, "/api/readings/" + reading + "/openings", one);
                send("POST", reader, "/api/readings/" + reading + "/receipts", one.put("period", false));
            }
        }
    }

    private Arranged step(String who, String draft, ObjectNode text) {
        String path = "/api/handovers/" + handover + "/" + draft;
        int before = get(who, path).path("version").asInt();
        ObjectNode body = JSON.createObjectNode();
        body.set("content", text);
        int version = send("PUT", who, path, body, "If-Match", "\"" + before + "\"").path("version").asInt();
        complete(who, JSON.createObjectNode().put("draftVersion", version));
        return this;
    }

    private void complete(String who, ObjectNode variables) {
        String task = get(who, "/api/handovers/" + handover).path("taskId").asText();
        ObjectNode body = JSON.createObjectNode();
        body.set("variables", variables);
        send("POST", who, "/api/tasks/" + task + "/completion", body);
    }

    private static JsonNode get(String who, String path) {
        return read(person(who).get(path));
    }

    private static JsonNode send(String method, String who, String path, JsonNode body, String... headers) {
        return read(person(who).send(method, path, body.toString(), headers));
    }

    private static JsonNode read(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isBetween(200, 299);
        try {
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SignedIn person(String username) {
        RunningThroughline running = RunningThroughline.get();
        return PEOPLE.computeIfAbsent(username, name -> SignedIn.as(URI.create(running.address()).getPort(), name, running.passwordOf(name)));
    }
}
