package org.throughline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser of sorts: real requests through every filter, with cookies and the token against forged requests. */
public final class SignedIn {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).followRedirects(HttpClient.Redirect.NEVER).build();
    private final String root;

    private SignedIn(int port) {
        this.root = "http://localhost:" + port;
    }

    public static SignedIn nobody(int port) {
        return new SignedIn(port);
    }

    /** Signs in by the sign-in page, as a person does. */
    public static SignedIn as(int port, String username, String password) {
        SignedIn browser = new SignedIn(port);
        HttpResponse<String> answer = browser.signIn(username, password);
        if (answer.statusCode() != 302 || answer.headers().firstValue("location").orElse("").contains("login")) {
            throw new AssertionError("Sign-in of " + username + " failed: " + answer.statusCode() + " " + answer.headers().map());
        }
        browser.get("/api/notice");
        return browser;
    }

    public HttpResponse<String> signIn(String username, String password) {
        Matcher token = TOKEN.matcher(get("/login").body());
        if (!token.find()) {
            throw new AssertionError("no token on the sign-in page");
        }
        String form = "username=" + encoded(username) + "&password=" + encoded(password) + "&_csrf=" + encoded(token.group(1));
        return exchange(request("/login").header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)));
    }

    public HttpResponse<String> get(String path) {
        return exchange(request(path).GET());
    }

    public HttpResponse<String> post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    /** With the token, as our pages send it. */
    public HttpResponse<String> send(String method, String path, String json, String... headers) {
        HttpRequest.Builder request = request(path).header("X-XSRF-TOKEN", token());
        return exchange(withHeaders(request, headers).method(method, BodyPublishers.ofString(json == null ? "" : json)));
    }

    /** As another site would make the browser send it. */
    public HttpResponse<String> sendWithoutToken(String method, String path, String json, String... headers) {
        return exchange(withHeaders(request(path), headers).method(method, BodyPublishers.ofString(json == null ? "" : json)));
    }

    public HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path)).header("Accept", "application/json, text/html");
    }

    public String token() {
        return cookies.getCookieStore().getCookies().stream().filter(c -> c.getName().equals("XSRF-TOKEN")).map(c -> c.getValue()).findFirst().orElse("none");
    }

    private static HttpRequest.Builder withHeaders(HttpRequest.Builder request, String... headers) {
        boolean typed = false;
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
            typed = typed || headers[i].equalsIgnoreCase("Content-Type");
        }
        return typed ? request : request.header("Content-Type", "application/json");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
