package org.throughline.workflow.web;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.workflow.EngineTask;
import org.throughline.workflow.EngineTasks;

/** My work over REST; completing a task here passes the same gate as everywhere. */
@RestController
@RequestMapping("/api/tasks")
class TasksApi {

    /** What a completion sends: routing words and the draft's version, never text. */
    record Completion(Map<String, Object> variables) {}

    record Listed(List<EngineTask> items) {}

    private final EngineTasks tasks;

    TasksApi(EngineTasks tasks) {
        this.tasks = tasks;
    }

    /** What I have to do; with {@code whose=team} what waits with those for whom I answer. */
    @GetMapping
    Listed mine(Principal me, @RequestParam(defaultValue = "mine") String whose) {
        return new Listed(whose.equals("team") ? tasks.ownedBy(me.getName()) : tasks.assignedTo(me.getName()));
    }

    /** One task of mine. */
    @GetMapping("/{id}")
    EngineTask one(Principal me, @PathVariable String id) {
        return tasks.of(me.getName(), id);
    }

    /** The act. 204 when it is done; 409 with the sentence when it cannot be done, or is already done. */
    @PostMapping("/{id}/completion")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void complete(Principal me, @PathVariable String id, @RequestBody(required = false) Completion completion) {
        tasks.complete(me.getName(), id, completion == null || completion.variables() == null ? Map.of() : completion.variables());
    }
}
