package org.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class StandingRightsProcessTest {

    @Autowired private StandingRights rights;
    @Autowired private FilterService filters;
    @Autowired private AuthorizationService authorizations;
    @Autowired private IdentityService identity;
    @Autowired private TaskService tasks;
    @Autowired private Errand errand;

    @AfterEach
    void nobodySignedIn() {
        identity.clearAuthentication();
    }

    @Test
    void aSecondStartChangesNothing() {
        long before = authorizations.createAuthorizationQuery().count();
        rights.afterSingletonsInstantiated();
        rights.afterSingletonsInstantiated();
        assertThat(authorizations.createAuthorizationQuery().count()).isEqualTo(before);
        assertThat(filters.createFilterQuery().list()).extracting(Filter::getName).containsExactlyInAnyOrder("My work", "To sign off", "Overdue", "My team");
    }

    @Test
    void eachFilterShowsItsOwnPersonTheirOwnTasks() {
        String worker = "w" + UUID.randomUUID().toString().replace("-", "");
        String supervisor = "s" + UUID.randomUUID().toString().replace("-", "");
        errand.begin(worker, supervisor);

        assertThat(seen("My work", worker)).hasSize(1);
        assertThat(seen("My work", supervisor)).isEmpty();
        assertThat(seen("My team", supervisor)).hasSize(1);
        assertThat(seen("My team", worker)).isEmpty();
        assertThat(seen("Overdue", worker)).isEmpty();
        TestClock.get().advance(Duration.ofDays(3));
        assertThat(seen("Overdue", worker)).hasSize(1);
        assertThat(seen("Overdue", supervisor)).hasSize(1);
        assertThat(seen("Overdue", "x" + worker)).isEmpty();
    }

    @Test
    void aWorkerMakesNoFilterAndChangesNone() {
        identity.setAuthentication("wanda", List.of(Accounts.WORKERS));
        assertThatThrownBy(() -> filters.newTaskFilter("mine")).isInstanceOf(AuthorizationException.class);
        Filter standing = filters.createFilterQuery().filterName("My work").singleResult();
        standing.setQuery(tasks.createTaskQuery());
        assertThatThrownBy(() -> filters.saveFilter(standing)).isInstanceOf(AuthorizationException.class);
    }

    private List<Task> seen(String filter, String user) {
        String id = filters.createFilterQuery().filterName(filter).singleResult().getId();
        identity.setAuthentication(user, List.of(Accounts.WORKERS));
        try {
            List<Task> list = filters.list(id);
            assertThat(filters.count(id)).isEqualTo(list.size());
            return list;
        } finally {
            identity.clearAuthentication();
        }
    }
}
