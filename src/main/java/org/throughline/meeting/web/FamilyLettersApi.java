package org.throughline.meeting.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.meeting.FamilyLetters;

/** Letters to those of a family who are asked to a meeting, and that they were told. */
@RestController
class FamilyLettersApi {

    /** @param on day @param how LETTER, IN_PERSON or SAFE_CONTACT @param note which safe contact, or what was said */
    record Told(String on, String how, String note) {}

    private final FamilyLetters letters;
    private final Access access;

    FamilyLettersApi(FamilyLetters letters, Access access) {
        this.letters = letters;
        this.access = access;
    }

    @GetMapping("/api/meetings/{id}/letters/{place}")
    FamilyLetters.Letter letter(@PathVariable UUID id, @PathVariable UUID place) {
        return letters.letter(id, place, access.me());
    }

    @PostMapping("/api/meetings/{id}/letters/{place}/given")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void told(@PathVariable UUID id, @PathVariable UUID place, @RequestBody Told told) {
        letters.told(id, place, day(told.on()), Arrays.stream(FamilyLetters.How.values()).filter(how -> how.name().equals(told.how())).findFirst().orElse(null), told.note(), access.me());
    }

    private static LocalDate day(String sent) {
        try {
            return sent == null ? null : LocalDate.parse(sent.strip());
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
