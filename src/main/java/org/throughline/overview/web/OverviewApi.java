package org.throughline.overview.web;

import java.util.List;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.overview.Overview;
import org.throughline.overview.Overviews;

/** What Cockpit shows to managers. */
@RestController
@RequestMapping("/api/overview")
class OverviewApi {

    private final Overviews overviews;
    private final Access access;

    OverviewApi(Overviews overviews, Access access) {
        this.overviews = overviews;
        this.access = access;
    }

    @GetMapping
    @Transactional
    public Overview overview() {
        return overviews.of(access.me());
    }

    @GetMapping("/handovers/{id}/acts")
    @Transactional
    public List<Overview.Done> acts(@PathVariable UUID id) {
        return overviews.acts(id, access.me());
    }

    @GetMapping("/meetings/{id}/acts")
    @Transactional
    public List<Overview.Done> meetingActs(@PathVariable UUID id) {
        return overviews.meetingActs(id, access.me());
    }
}
