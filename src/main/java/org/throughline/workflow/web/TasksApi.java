package org.throughline.workflow.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Repetitions;
import org.throughline.access.Repetitions.Answer;
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
    private final Repetitions repetitions;
    private final ObjectMapper json;

    TasksApi(EngineTasks tasks, Repetitions repetitions, ObjectMapper json) {
        this.tasks = tasks;
        this.repetitions = repetitions;
        this.json = json;
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
    ResponseEntity<String> complete(Principal me, @PathVariable String id, @RequestBody(required = false) Completion completion,
            @RequestHeader(name = "Idempotency-Key", required = false) String key) throws JsonProcessingException {
        Map<String, Object> variables = completion == null || completion.variables() == null ? Map.of() : completion.variables();
        Answer answer = repetitions.once(me.getName(), key, "/api/tasks/" + id + "/completion", json.writeValueAsString(variables), () -> {
            tasks.complete(me.getName(), id, variables);
            return new Answer(204, null);
        });
        return ResponseEntity.status(answer.status()).build();
    }
}
