package org.throughline.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The page of the models as an administrator finds it: and in the full run after what Camunda Modeler sent, refused and taken. */
class ModelsE2E extends Walk {

    private static final String FILE = "professional-disagreement.bpmn";

    @Test
    void whoRunsTheSystemSeesWhatRunsWhatWasRefusedAndWhy() throws Exception {
        try (Visitor ada = signIn("ada")) {
            ada.open("/models", "Models");
            ada.mustRead("li", "case-handover");
            // what other walks of this run have sent stands here too
            ada.mustRead("h2", "Changed by an administrator");
            ada.mustRead("h2", "Refused");
            ada.look("models");
            ada.page.setViewportSize(360, 740);
            ada.look("models-360px");
            if (Boolean.getBoolean("throughline.full")) {
                ada.page.setViewportSize(1280, 900);
                filled(ada);
            }
        }
        try (Visitor ines = signIn("ines")) {
            ines.open("/models", "This page cannot be shown");
        }
    }

    private void filled(Visitor ada) throws Exception {
        String packaged = Files.readString(Path.of("bpmn", FILE));
        HttpResponse<String> refused = deploy("The ladder, shorter", packaged.replaceFirst("camunda:formKey=\"[^\"]*\"", "").replaceFirst("camunda:delegateExpression=\"[^\"]*\"", "camunda:class=\"java.lang.Runtime\"")
                .replaceFirst(" camunda:historyTimeToLive=\"[^\"]*\"", ""));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        HttpResponse<String> unreadable = deploy("", "<definitions");
        assertThat(unreadable.statusCode()).as(unreadable.body()).isEqualTo(400);
        HttpResponse<String> taken = deploy("Our words for the ladder", packaged.replaceFirst("<bpmn:documentation>", "<bpmn:documentation>As we agreed in the partnership. "));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);

        ada.open("/models", "Models");
        ada.mustRead("li", "The ladder, shorter");
        ada.mustRead("li", "Our words for the ladder");
        ada.mustRead(".govuk-tag", "Own");
        ada.look("models-filled");
        ada.page.locator("summary").first().click();
        ada.page.locator("summary").nth(1).click();
        ada.mustRead("li", "Task_ActOnDanger: This step has no form.");
        ada.look("models-findings");
        ada.page.setViewportSize(360, 740);
        ada.look("models-findings-360px");
    }

    /** As Camunda Modeler sends it, with name and password. */
    private static HttpResponse<String> deploy(String name, String model) throws IOException, InterruptedException {
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
        String body = part.formatted("deployment-name", "", name) + part.formatted("deployment-source", "", "Camunda Modeler") + part.formatted("enable-duplicate-filtering", "", "true")
                + part.formatted("deploy-changed-only", "", "true") + part.formatted(FILE, "; filename=\"" + FILE + "\"\r\nContent-Type: text/xml", model) + "--b--\r\n";
        String login = "ada:" + RunningThroughline.get().passwordOf("ada");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(RunningThroughline.get().address() + "/engine-rest/deployment/create"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "multipart/form-data; boundary=b").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
