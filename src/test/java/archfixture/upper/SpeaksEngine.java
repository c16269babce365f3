package archfixture.upper;

import org.camunda.bpm.engine.TaskService;

class SpeaksEngine {

    private final TaskService tasks;

    SpeaksEngine(TaskService tasks) {
        this.tasks = tasks;
    }

    @Override
    public String toString() {
        return tasks.toString();
    }
}
