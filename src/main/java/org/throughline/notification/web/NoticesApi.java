package org.throughline.notification.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Right;
import org.throughline.notification.Deliveries;
import org.throughline.notification.Undelivered;
import org.throughline.organisation.Organisation;

/** Mails that have not arrived, for those who run the system. */
@RestController
@RequestMapping("/api/notices")
class NoticesApi {

    private static final int PAGE = 50;

    private final Deliveries deliveries;
    private final Organisation organisation;
    private final Access access;

    NoticesApi(Deliveries deliveries, Organisation organisation, Access access) {
        this.deliveries = deliveries;
        this.organisation = organisation;
        this.access = access;
    }

    /** @param state WAITING, FAILED or BOUNCED */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(UUID id, String to, boolean urgent, Instant madeAt, String state, int attempts, String why) {}

    /**
     * @param said what to do first; null where nothing is wrong with the set-up
     * @param next the cursor of the next page; null on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(String said, List<Line> mails, UUID next) {}

    record Returned(String text) {}

    record Known(int mails) {}

    @GetMapping("/undelivered")
    @Transactional
    public Page undelivered(@RequestParam(required = false) UUID cursor) {
        access.require(access.me(), Right.SEE_UNDELIVERED, "Looked at mails that have not arrived", null);
        List<Undelivered> found = deliveries.undelivered(cursor, PAGE);
        return new Page(deliveries.serverIsSet() ? null : "Not sent: no mail server is set. Set spring.mail.host and throughline.mail.from.",
                found.stream().map(this::line).toList(), found.size() == PAGE ? found.get(PAGE - 1).id() : null);
    }

    private Line line(Undelivered mail) {
        return new Line(mail.id(), mail.toId() == null ? mail.address() : organisation.get(mail.toId()).username(), mail.urgent(), mail.madeAt(), mail.state(), mail.attempts(), mail.why());
    }

    @PostMapping("/returned")
    @Transactional
    public Known returned(@RequestBody Returned returned) {
        access.require(access.me(), Right.SEE_UNDELIVERED, "Entered a mail that came back", null);
        if (returned.text() == null || returned.text().isBlank()) {
            throw new Invalid(List.of(new Invalid.Fault("text", "Paste the returned mail as it came, with its headers.")));
        }
        return new Known(deliveries.cameBack(returned.text()));
    }
}
