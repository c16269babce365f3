package org.throughline.standalone.demo;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.organisation.Organisation;
import org.throughline.workflow.EngineTask;
import org.throughline.workflow.EngineTasks;

/** Six ways round the gate for a newcomer to try, with the refusal to expect. */
@Component
@ConditionalOnProperty("throughline.demo")
class Cheats {

    /** @param paste lines for a shell, @param expect what comes back */
    record Cheat(String title, String paste, String expect) {}

    private final EngineTasks tasks;
    private final Organisation organisation;
    private final JdbcClient jdbc;
    private final DemoFolk folk;

    Cheats(EngineTasks tasks, Organisation organisation, JdbcClient jdbc, DemoFolk folk) {
        this.tasks = tasks;
        this.organisation = organisation;
        this.jdbc = jdbc;
        this.folk = folk;
    }

    /** What signs a shell in as Ines; the cheats below use it. */
    String signIn(String address) {
        return """
                U=%s; J=$(mktemp)
                T=$(curl -s -c $J $U/login | sed -n 's/.*name="_csrf"[^>]*value="\\([^"]*\\)".*/\\1/p')
                curl -s -o /dev/null -b $J -c $J -d username=ines -d password=%s --data-urlencode _csrf=$T $U/login
                curl -s -o /dev/null -b $J -c $J $U/api/me; X=$(awk '$6 == "XSRF-TOKEN" { print $7 }' $J | tail -1)
                post() { curl -s -w '\\n%%{http_code}\\n' -b $J -H "X-XSRF-TOKEN: $X" -H 'Content-Type: application/json' "$U$1" -d "$2"; }
                """.formatted(address, folk.passwords().of("ines"));
    }

    /** The six, with the ids of what waits for Ines now. */
    List<Cheat> six(String address) {
        String task = tasks.assignedTo("ines").stream().filter(t -> t.key().equals("Task_ReadHistory")).map(EngineTask::id).findFirst().orElse("TASK");
        String reading = jdbc.sql("""
                select m.id::text from manifest m join casefile c on c.id = m.casefile_id
                where c.reference = 'EXAMPLE' and m.reader_id = ?""").params(organisation.get("ines").id()).query(String.class).optional().orElse("READING");
        String child = jdbc.sql("select person_id::text from casefile where reference = 'EXAMPLE'").query(String.class).single();
        String last = jdbc.sql("""
                select format('{"casefileId":"%s","seq":%s}', e.casefile_id, e.seq) from entry e join casefile c on c.id = e.casefile_id
                where c.reference = 'EXAMPLE' and e.external_id = 'H-035'""").query(String.class).single();
        String engine = "/camunda/api/engine/engine/default/task/" + task;
        String visit = "{\"eventDate\":\"'$(date +%F)'\",\"precision\":\"EXACT\",\"type\":\"VISIT\",\"sourceAgency\":\"csc\",\"persons\":[\"" + child
                + "\"],\"summary\":\"Visit at home.\"}";
        return List.of(
                new Cheat("Visit before anybody has signed", "post /api/casefiles/EXAMPLE/entries '" + visit + "'",
                        "409 authority-required: what is still to be read, who has to sign, and what to do if a child is in danger now."),
                new Cheat("Say that everything is read", "post /api/tasks/" + task + "/completion '{}'",
                        "409: how many entries are still unread and how many of them are key."),
                new Cheat("Mark an entry as read without opening it", "post /api/readings/" + reading + "/receipts '{\"items\":[" + last + "]}'",
                        "409: open an entry before you mark it as read."),
                new Cheat("Bring your own variables to the engine's REST", "post " + engine + "/submit-form '{\"variables\":{\"historyRead\":{\"value\":true}}}'",
                        "A refusal that names the variable: only what the form asks for is taken."),
                new Cheat("Throw an error at the process", "post " + engine + "/bpmnError '{\"errorCode\":\"skip\"}'", "404: that door does not exist here."),
                new Cheat("As administrator, deploy the process without the reading", """
                        sed 's/Task_ReadHistory/Task_Nothing/g' bpmn/case-handover.bpmn > /tmp/edited.bpmn
                        curl -s -u ada:%s %s/engine-rest/deployment/create -F deployment-name=cheat -F 'data=@/tmp/edited.bpmn;filename=case-handover.bpmn'"""
                        .formatted(folk.passwords().of("ada"), address),
                        "400 with every finding at once: the process may not lose the step Read the family's history."));
    }
}
