package org.throughline.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.ThroughlineTest;

/** The first answer to a POST is given again to who sent it, for that address and body, and to nobody else. */
@ThroughlineTest
class RepeatedAnswersIT {

    @Autowired FamilyWorld world;
    @Autowired WebApplicationContext web;

    @Test
    void anotherPersonsKeyGivesNothingAway() {
        world.startClock();
        FamilyWorld.Family family = world.family(world.team(), 3);
        FamilyWorld.Family other = world.family(world.team(), 3);
        Api api = new Api(web);
        String key = "guessed-" + family.reference();
        String entry = "{\"eventDate\":\"2026-03-01\",\"precision\":\"EXACT\",\"type\":\"HEALTH_CHECK\",\"sourceAgency\":\"hv-%s\",\"persons\":[\"%s\"],\"summary\":\"Weighed 4.2 kg.\"}"
                .formatted(family.team().mark(), family.child());
        String entries = "/api/casefiles/" + family.reference() + "/entries";
        var first = api.post(family.team().outgoing(), key, entry, entries);
        assertThat(first).hasStatus(201);
        assertThat(api.post(family.team().outgoing(), key, entry, entries)).as("oneself: again").hasStatus(201);
        assertThat(api.post(other.team().outgoing(), key, entry, entries)).as("a stranger who knows key, address and body").hasStatus(404).bodyText().doesNotContain("Weighed");
        assertThat(api.post(family.team().incoming(), key, entry, entries)).as("a colleague without access").hasStatus(404).bodyText().doesNotContain("Weighed");
        assertThat(api.post(family.team().outgoing(), key, entry, "/api/casefiles/" + other.reference() + "/entries")).as("for another file").hasStatus(409).bodyText().doesNotContain("Weighed");
        assertThat(api.post(family.team().outgoing(), key, entry.replace("4.2", "9.9"), entries)).as("with another text").hasStatus(409).bodyText().doesNotContain("Weighed");
    }
}
