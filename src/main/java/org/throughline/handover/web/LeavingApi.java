package org.throughline.handover.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.casefile.Retries;
import org.throughline.handover.Leaving;

/** A worker leaves: what will happen to each of their families, and the one act for all of them. */
@RestController
@RequestMapping("/api/people/{username}/leaving")
class LeavingApi {

    /** @param next user names of next workers, by the reference of the family; those not named become duties of the supervisor */
    record Announcement(String lastDay, String reason, Map<String, String> next) {}

    private final Leaving leaving;
    private final Access access;

    LeavingApi(Leaving leaving, Access access) {
        this.leaving = leaving;
        this.access = access;
    }

    @GetMapping
    Leaving.Plan plan(@PathVariable String username) {
        return leaving.plan(username, access.me());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void announce(@PathVariable String username, @RequestBody Announcement sent) {
        LocalDate day = day(sent.lastDay());
        Retries.of(() -> {
            leaving.announce(username, day, sent.reason(), sent.next() == null ? Map.of() : sent.next(), access.me());
            return true;
        });
    }

    private static LocalDate day(String sent) {
        try {
            return sent == null || sent.isBlank() ? null : LocalDate.parse(sent);
        } catch (DateTimeParseException e) {
            throw new Invalid(List.of(new Invalid.Fault("lastDay", "Give the day as year-month-day, such as 2026-09-07.")));
        }
    }
}
