package org.throughline.access.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the description of the REST interface says of every address: how it answers when it cannot do what was asked. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "#/components/schemas/Problem";

    @Bean
    OpenAPI describedApi() {
        return new OpenAPI().info(new Info().title("Throughline").version("1")
                .description("Every fault is a problem detail (RFC 9457). What does not exist and what is not yours to see both answer 404. "
                        + "A POST with the header Idempotency-Key has its effect once: sent again within a day it gets the first answer; with another content it is refused.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    }

    @Bean
    OpenApiCustomizer everyFaultIsAProblem() {
        return api -> {
            api.getComponents().addSchemas("Problem", problem());
            api.getPaths().values().forEach(path -> path.readOperations().forEach(operation ->
                    operation.getResponses().addApiResponse("default", new ApiResponse().description("It cannot be done; detail says what to do next.")
                            .content(new Content().addMediaType("application/problem+json", new MediaType().schema(new Schema<>().$ref(PROBLEM)))))));
        };
    }

    private static Schema<?> problem() {
        Schema<?> missing = new ObjectSchema().addProperty("text", new StringSchema()).addProperty("href", new StringSchema())
                .addProperty("kind", new StringSchema().addEnumItem("MISSING").addEnumItem("OFFER").description("OFFER: what can be done instead"));
        Schema<?> fault = new ObjectSchema().addProperty("field", new StringSchema()).addProperty("reason", new StringSchema());
        return new ObjectSchema().addProperty("title", new StringSchema()).addProperty("status", new io.swagger.v3.oas.models.media.IntegerSchema())
                .addProperty("detail", new StringSchema().description("A sentence for the person"))
                .addProperty("code", new StringSchema().description("A stable name for programs"))
                .addProperty("missing", new ArraySchema().items(missing).description("409: everything that is missing"))
                .addProperty("faults", new ArraySchema().items(fault).description("400 and 422: everything to put right"));
    }
}
