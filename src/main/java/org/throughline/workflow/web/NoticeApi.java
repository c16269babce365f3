package org.throughline.workflow.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The strip that stands on every screen, sign-in included; 204 where there is nothing to say. */
@RestController
class NoticeApi {

    record Notice(String text) {}

    private final String text;

    NoticeApi(@Value("${throughline.notice:}") String text) {
        this.text = text;
    }

    @GetMapping("/api/notice")
    ResponseEntity<Notice> notice() {
        return text.isBlank() ? ResponseEntity.noContent().build() : ResponseEntity.ok(new Notice(text));
    }
}
