package org.throughline.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.throughline.testing.FreePort;

/**
 * A real Keycloak with our realm, from the archive that Maven fetched: {@code ./mvnw -Pkeycloak-server process-test-classes} for a person, and the same
 * for the tests. Its programs are unpacked and built once for a machine, below {@code ~/.cache/throughline}; the realm is read anew at each start, in memory.
 * Secrets and passwords are random for each start and stand in files that only their owner may read.
 */
public final class KeycloakServer implements AutoCloseable {

    /** Somebody who can sign in. */
    record Person(String username, String name, String role, String password) {}

    private static final Path REALM = Path.of("src/main/keycloak/throughline-realm.json");
    private static final Path PEOPLE = Path.of("src/main/keycloak/demo-people.csv");
    private static final String JVM = "-XX:TieredStopAtLevel=1";
    private static final String HEAP = "-Xms64m -Xmx512m";
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Path programs;
    private final Path home;
    private final int port;
    final String secret = random();
    final String deploySecret = random();
    final String administrator = random();
    private ObjectNode realm;
    private Process process;

    private KeycloakServer(Path programs, Path home, int port) {
        this.programs = programs;
        this.home = home;
        this.port = port;
    }

    /** Unpacks and builds what is not there yet. @param home for what belongs to this one server @param port 0 for any that is free */
    static KeycloakServer prepared(Path home, int port) throws IOException, InterruptedException {
        Path archive = Path.of(System.getProperty("throughline.keycloak.archive"));
        String name = archive.getFileName().toString().replace("keycloak-quarkus-dist-", "keycloak-").replace(".zip", "");
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "throughline");
        Path programs = cache.resolve(name);
        if (!Files.exists(programs.resolve("built"))) {
            delete(programs);
            unpack(archive, cache);
            run(programs, "build", "--db=dev-mem", "--cache=local", "--features-disabled=account,account-api");
            Files.createFile(programs.resolve("built"));
        }
        Files.createDirectories(home);
        return new KeycloakServer(programs, home.toAbsolutePath(), port == 0 ? FreePort.find() : port);
    }

    private static void run(Path programs, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder build = command(programs, arguments);
        Process process = build.redirectErrorStream(true).redirectOutput(programs.resolve("build.log").toFile()).start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("Keycloak could not be built; see " + programs.resolve("build.log"));
        }
    }

    private static ProcessBuilder command(Path programs, String... arguments) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>(List.of(programs.resolve("bin").resolve(windows ? "kc.bat" : "kc.sh").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", HEAP);
        builder.environment().put("JAVA_OPTS_APPEND", JVM);
        return builder;
    }

    String issuer() {
        return "http://localhost:" + port + "/realms/throughline";
    }

    String root() {
        return "http://localhost:" + port;
    }

    /** @param application where Throughline is, such as {@code http://localhost:8080} @param more changes the realm before it is read */
    KeycloakServer start(String application, List<Person> people, Consumer<ObjectNode> more) throws IOException, InterruptedException {
        this.realm = realm(application, people);
        more.accept(realm);
        ProcessBuilder server = command(programs, "start", "--optimized", "--http-enabled=true", "--hostname-strict=false", "--http-host=127.0.0.1", "--http-port=" + port);
        server.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        server.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", administrator);
        process = server.redirectErrorStream(true).redirectOutput(home.resolve("keycloak.log").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        return this;
    }

    /** Until it answers and has our realm. */
    void await() throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("Keycloak did not start; see " + home.resolve("keycloak.log"));
            }
            Thread.sleep(200);
        }
        administer("POST", "/admin/realms", realm);
    }

    private boolean answers() throws InterruptedException {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(root() + "/realms/master")).timeout(Duration.ofSeconds(2)).build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What an administrator of Keycloak does. */
    JsonNode administer(String method, String path, JsonNode body) throws IOException, InterruptedException {
        HttpResponse<String> token = HTTP.send(HttpRequest.newBuilder(URI.create(root() + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=password&client_id=admin-cli&username=admin&password=" + administrator)).build(), BodyHandlers.ofString());
        HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(URI.create(root() + path)).header("Authorization", "Bearer " + JSON.readTree(token.body()).path("access_token").asText())
                .header("Content-Type", "application/json").method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body))).build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    private ObjectNode realm(String application, List<Person> people) throws IOException {
        ObjectNode realm = (ObjectNode) JSON.readTree(Files.readString(REALM).replace("http://localhost:8080", application));
        for (JsonNode client : realm.withArray("clients")) {
            switch (client.path("clientId").asText()) {
                case "throughline" -> ((ObjectNode) client).put("secret", secret);
                case "throughline-deploy" -> ((ObjectNode) client).put("secret", deploySecret);
                default -> { }
            }
        }
        ArrayNode users = realm.withArray("users");
        people.forEach(person -> add(users, person));
        return realm;
    }

    static void add(ArrayNode users, Person person) {
        String[] names = person.name().split(" ", 2);
        ObjectNode user = users.addObject().put("username", person.username()).put("enabled", true).put("firstName", names[0]).put("lastName", names[names.length - 1])
                .put("email", person.username() + "@example.org").put("emailVerified", true);
        user.putArray("realmRoles").add(person.role().toLowerCase(Locale.ROOT).replace('_', '-'));
        user.putArray("credentials").addObject().put("type", "password").put("value", person.password()).put("temporary", false);
    }

    /** Ends Keycloak, and the java that its script has begun. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                one.destroyForcibly();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                one.destroyForcibly();
            }
        }
    }

    /** For a person: the demo's people, and what to type in another window. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of("target", "keycloak");
        System.out.println("Preparing Keycloak; for the first time that takes a minute ...");
        try (KeycloakServer server = prepared(home, 0)) {
            List<Person> people = Files.readAllLines(PEOPLE).stream().skip(1).map(line -> line.split(",")).map(cells -> new Person(cells[0], cells[1], cells[2], random())).toList();
            server.start("http://localhost:8080", people, KeycloakServer::alsoByNumber).await();
            Properties passwords = new Properties();
            people.forEach(person -> passwords.setProperty(person.username(), person.password()));
            keep(home.resolve("passwords.properties"), passwords);
            Properties settings = new Properties();
            settings.putAll(Map.of("throughline.keycloak.issuer", server.issuer(), "throughline.keycloak.secret", server.secret, "throughline.keycloak.deploy-secret", server.deploySecret,
                    "throughline.demo.passwords", home.resolve("passwords.properties").toString()));
            keep(home.resolve("throughline.properties"), settings);
            System.out.printf("%n  Keycloak is ready: %s (its own administrator: admin, %s)%n  Start Throughline in another window, and go to http://localhost:8080%n%n"
                    + "    ./mvnw spring-boot:run -Dspring-boot.run.profiles=keycloak -Dspring-boot.run.arguments=--spring.config.import=file:%s%n%n  Ctrl-C ends Keycloak.%n",
                    server.root(), server.administrator, home.resolve("throughline.properties"));
            server.process.waitFor();
        }
    }

    /** The demo prints its address with the number of this machine. */
    private static void alsoByNumber(ObjectNode realm) {
        for (JsonNode client : realm.withArray("clients")) {
            ArrayNode addresses = ((ObjectNode) client).withArray("redirectUris");
            List<String> named = new ArrayList<>();
            addresses.forEach(address -> named.add(address.asText()));
            named.stream().filter(address -> address.contains("localhost")).forEach(address -> addresses.add(address.replace("localhost", "127.0.0.1")));
        }
        JsonNode attributes = realm.withArray("clients").path(0).path("attributes");
        ((ObjectNode) attributes).put("post.logout.redirect.uris", attributes.path("post.logout.redirect.uris").asText() + "##http://127.0.0.1:8080/login");
    }

    private static void keep(Path file, Properties properties) throws IOException {
        Files.deleteIfExists(file);
        try (var out = Files.newBufferedWriter(privately(file))) {
            properties.store(out, null);
        }
    }

    private static Path privately(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))) : Files.createFile(file);
    }

    private static String random() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void unpack(Path archive, Path into) throws IOException {
        try (InputStream file = Files.newInputStream(archive); ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("The archive reaches outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                Files.copy(zip, target, StandardCopyOption.REPLACE_EXISTING);
                if (target.toString().endsWith(".sh")) {
                    target.toFile().setExecutable(true);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
