package org.throughline.testing;

import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.organisation.Practitioner;

/** Calls the controllers as somebody, without the security filters in front, which have tests of their own. */
public final class Api {

    private final MockMvcTester web;

    public Api(WebApplicationContext context) {
        this.web = MockMvcTester.from(context);
    }

    public MvcTestResult get(Practitioner as, String path, Object... values) {
        return signedIn(as.username(), () -> web.get().uri(path, values).exchange());
    }

    public MvcTestResult send(HttpMethod method, Practitioner as, String json, String path, Object... values) {
        return signedIn(as.username(), () -> web.method(method).uri(path, values).contentType(MediaType.APPLICATION_JSON).content(json).exchange());
    }

    /** The same request may come twice: it carries the key under which it is known again. */
    public MvcTestResult post(Practitioner as, String key, String json, String path, Object... values) {
        return signedIn(as.username(), () -> web.post().uri(path, values).contentType(MediaType.APPLICATION_JSON).header("Idempotency-Key", key).content(json).exchange());
    }

    /** Saves on top of a version, named in If-Match; null leaves the header out. */
    public MvcTestResult put(Practitioner as, String version, String json, String path, Object... values) {
        return signedIn(as.username(), () -> {
            var call = web.put().uri(path, values).contentType(MediaType.APPLICATION_JSON).content(json);
            return (version == null ? call : call.header("If-Match", version)).exchange();
        });
    }

    /** Sends a file in this field, as a form does. */
    public MvcTestResult upload(Practitioner as, String field, byte[] content, String path, Object... values) {
        return signedIn(as.username(), () -> web.post().uri(path, values).multipart().file(new MockMultipartFile(field, "file", null, content)).exchange());
    }

    public MvcTestResult anonymously(String path, Object... values) {
        return web.get().uri(path, values).exchange();
    }

    private static MvcTestResult signedIn(String username, Supplier<MvcTestResult> call) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(username, "", "ROLE_USER"));
        try {
            return call.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
