package org.throughline.meeting.web;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.meeting.MeetingRegister;

/** Looks for somebody to name in a meeting. The name travels in the body, never in an address. */
@RestController
class MeetingRegisterApi {

    /** @param deciding whether it is to decide for a second agency, which needs no account */
    record Wanted(String name, boolean deciding) {}

    private final MeetingRegister register;
    private final Access access;

    MeetingRegisterApi(MeetingRegister register, Access access) {
        this.register = register;
        this.access = access;
    }

    @PostMapping("/api/meetings/{id}/people")
    List<MeetingRegister.Found> find(@PathVariable UUID id, @RequestBody Wanted wanted) {
        return register.find(id, wanted.name(), wanted.deciding(), access.me());
    }
}
