package org.throughline.authority.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.authority.TakenOutNews;
import org.throughline.casefile.Casefiles;
import org.throughline.organisation.Practitioner;

/** What one is told of an entry that was taken out, and that one knows. */
@RestController
@RequestMapping("/api/taken-out/{id}")
class TakenOutApi {

    /**
     * @param casefile  the case file in whose history the entry stood
     * @param recorded  whether this reader recorded it: it is for them to record it where it belongs
     * @param belongsTo the case file to which it belongs; null where none was named, or this reader may not see it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record News(String casefile, String sentence, TakenOutNews.Why why, boolean recorded, String belongsTo, Instant toldAt, Instant acknowledgedAt) {}

    private final TakenOutNews news;
    private final Casefiles casefiles;
    private final Access access;

    TakenOutApi(TakenOutNews news, Casefiles casefiles, Access access) {
        this.news = news;
        this.casefiles = casefiles;
        this.access = access;
    }

    @GetMapping
    @Transactional
    News news(@PathVariable UUID id) {
        Practitioner me = access.me();
        TakenOutNews.News told = news.of(id, me);
        access.allowedByDuty(me, told.familyFile(), "read that an entry was taken out");
        String belongs = told.belongsTo() == null || !access.may(me, Right.SEE_FILE, told.belongsTo()) ? null : casefiles.get(told.belongsTo()).reference();
        return new News(casefiles.get(told.familyFile()).reference(), told.sentence(), told.why(), told.recorded(), belongs, told.toldAt(), told.acknowledgedAt());
    }

    @PostMapping("/acknowledgement")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acknowledge(@PathVariable UUID id) {
        news.acknowledge(id, access.me());
    }
}
