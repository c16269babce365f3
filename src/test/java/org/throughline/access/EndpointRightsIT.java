package org.throughline.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.throughline.testing.ThroughlineTest;

/** Each address of the REST interface names the right that it demands, and a row of the permission table gives that right to somebody. */
@ThroughlineTest
class EndpointRightsIT {

    private static final Set<String> NO_RIGHT = Set.of("SIGNED_IN", "ANYBODY");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void everyAddressNamesItsRightAndEveryNameHasAnAddress() throws IOException {
        assertThat(named().keySet()).isEqualTo(mapped());
    }

    @Test
    void noRightIsGivenByTheDefaultRowAlone() throws IOException {
        List<PermissionRow> rows = PermissionTable.packaged().rows();
        for (String right : named().values().stream().flatMap(Set::stream).filter(r -> !NO_RIGHT.contains(r)).collect(Collectors.toSet())) {
            assertThat(rows).as(right).anyMatch(row -> row.allow() && row.rights().contains(Right.valueOf(right)));
        }
    }

    private static TreeMap<String, Set<String>> named() throws IOException {
        TreeMap<String, Set<String>> named = new TreeMap<>();
        try (InputStream list = PermissionTable.class.getResourceAsStream("endpoints.txt")) {
            new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
                String[] cells = line.split("\\|", -1);
                Set<String> rights = Arrays.stream(cells[2].split(",")).map(String::trim).collect(Collectors.toSet());
                assertThat(named.put(cells[0].trim() + " " + cells[1].trim(), rights)).as("named twice: %s", line).isNull();
            });
        }
        return named;
    }

    private Set<String> mapped() {
        Set<String> mapped = new TreeSet<>();
        for (RequestMappingInfo info : mappings.getHandlerMethods().keySet()) {
            for (String path : info.getPatternValues()) {
                if (path.startsWith("/api/") && !path.startsWith("/api/openapi")) {
                    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                    if (methods.isEmpty()) {
                        mapped.add("ANY " + path);
                    }
                    methods.forEach(method -> mapped.add(method + " " + path));
                }
            }
        }
        return mapped;
    }
}
