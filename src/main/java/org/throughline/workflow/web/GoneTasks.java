package org.throughline.workflow.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.workflow.AsApplication;
import org.throughline.workflow.EngineTasks;

/**
 * Makes the engine's REST answer as ours does: a refused act is 409 with the domain's sentence, not a fault of the server; a task that is
 * gone says who completed it.
 */
@Component
class GoneTasks extends OncePerRequestFilter {

    private static final Pattern ACT = Pattern.compile("(?:/camunda/api/engine/engine/default|/engine-rest)/(task|process-definition)/([^/]+)/(?:submit-form|complete)");

    private final TaskService tasks;
    private final EngineTasks engineTasks;
    private final AsApplication application;
    private final ObjectMapper json;

    GoneTasks(TaskService tasks, EngineTasks engineTasks, AsApplication application, ObjectMapper json) {
        this.tasks = tasks;
        this.engineTasks = engineTasks;
        this.application = application;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        Matcher act = ACT.matcher(request.getRequestURI());
        if (!request.getMethod().equals("POST") || !act.matches()) {
            chain.doFilter(request, response);
            return;
        }
        String task = act.group(1).equals("task") ? act.group(2) : null;
        if (task != null && gone(task)) {
            answer(response, engineTasks.whyGone(request.getUserPrincipal().getName(), task));
            return;
        }
        ContentCachingResponseWrapper answered = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answered);
        if (answered.getStatus() >= 400) {
            JsonNode said = read(answered.getContentAsByteArray());
            String type = said.path("type").asText();
            if (type.equals("Refusal") || type.equals("Invalid")) {
                answered.resetBuffer();
                answer(response, new Refusal(said.path("message").asText()));
                return;
            }
            if (task != null && gone(task)) {
                answered.resetBuffer();
                answer(response, engineTasks.whyGone(request.getUserPrincipal().getName(), task));
                return;
            }
        }
        answered.copyBodyToResponse();
    }

    private boolean gone(String task) {
        return application.call(() -> tasks.createTaskQuery().taskId(task).count()) == 0;
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException notJson) {
            return json.createObjectNode();
        }
    }

    private static void answer(HttpServletResponse response, RuntimeException why) throws IOException {
        if (why instanceof Refusal refusal) {
            Answers.refused(response, refusal);
        } else if (why instanceof NotFound) {
            Answers.notFound(response);
        } else {
            throw why;
        }
    }
}
