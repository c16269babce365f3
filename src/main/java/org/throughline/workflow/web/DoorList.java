package org.throughline.workflow.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The one list of engine calls that pass, for both doors; everything else does not exist. Read from {@code doors.txt}. */
@Component
class DoorList {

    /** The webapps' door and the engine's own, both to the same REST interface. */
    private static final List<String> ENGINE = List.of("/camunda/api/engine/engine/default", "/engine-rest");
    private static final String ENGINE_MARK = "E/";

    /** Who may pass: each kind passes the doors of those before it too. */
    enum Who { ALL, MANAGER, ADMIN }

    record Door(Who who, String method, PathPattern path) {}

    private final List<Door> doors;

    DoorList() throws IOException {
        this.doors = new ClassPathResource("doors.txt").getContentAsString(StandardCharsets.UTF_8).lines()
                .map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).flatMap(DoorList::doors).toList();
    }

    boolean lets(String method, String path, Who who) {
        PathContainer container = PathContainer.parsePath(path);
        return doors.stream().anyMatch(door -> door.method().equals(method) && door.who().compareTo(who) <= 0 && door.path().matches(container));
    }

    private static java.util.stream.Stream<Door> doors(String line) {
        String[] cells = line.split("\\s+");
        Who who = switch (cells[0]) {
            case "all" -> Who.ALL;
            case "manager" -> Who.MANAGER;
            case "admin" -> Who.ADMIN;
            default -> throw new IllegalStateException("doors.txt: who is \"" + cells[0] + "\"?");
        };
        List<String> paths = cells[2].startsWith(ENGINE_MARK) ? ENGINE.stream().map(root -> root + cells[2].substring(1)).toList() : List.of(cells[2]);
        return java.util.Arrays.stream(cells[1].split(",")).flatMap(method -> paths.stream().map(path -> new Door(who, method, PathPatternParser.defaultInstance.parse(path))));
    }
}
