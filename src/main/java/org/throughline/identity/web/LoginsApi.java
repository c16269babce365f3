package org.throughline.identity.web;

import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.identity.Logins;
import org.throughline.organisation.Practitioner;

/** Logins of the identity provider that are in doubt, for those who run the system: user names, nothing about a family. */
@RestController
@RequestMapping("/api/logins")
class LoginsApi {

    /** @param reason how it is known, and from whom */
    record Why(String reason) {}

    private final Logins logins;
    private final Access access;

    LoginsApi(Logins logins, Access access) {
        this.logins = logins;
        this.access = access;
    }

    @GetMapping
    @Transactional
    public Logins.State state() {
        access.require(access.me(), Right.KEEP_LOGINS, "Looked at the logins", null);
        return logins.state();
    }

    @PostMapping("/gone")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void gone(@RequestBody Why sent) {
        Practitioner me = access.me();
        access.require(me, Right.KEEP_LOGINS, "Said that the missing logins have gone", sent.reason());
        logins.confirmGone(sent.reason(), me);
    }

    @PostMapping("/{username}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void release(@PathVariable String username, @RequestBody Why sent) {
        Practitioner me = access.me();
        access.require(me, Right.KEEP_LOGINS, "Released a login", sent.reason());
        logins.release(username, sent.reason(), me);
    }
}
