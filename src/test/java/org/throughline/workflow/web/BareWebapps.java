package org.throughline.workflow.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.jersey.JerseyAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.throughline.standalone.Login;

/** The webapps as they come from their makers, in a process of their own: each of them is kept once in a JVM, and here ours are. Administrators are in a group of another name. */
final class BareWebapps implements AutoCloseable {

    static final String PASSWORD = "correct horse battery staple";
    private static final String LISTENS = "The bare webapps listen on ";

    private final Process process;
    private final int port;

    private BareWebapps(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** What the starter of the webapps brings, and nothing else; no annotation by which ours would find it. */
    @ImportAutoConfiguration({CamundaBpmAutoConfiguration.class, CamundaBpmRestJerseyAutoConfiguration.class, CamundaBpmWebappAutoConfiguration.class, DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, JerseyAutoConfiguration.class, JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class, ServletWebServerFactoryAutoConfiguration.class, DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class})
    static class AsItComes {}

    /** As every identity provider does it: who administers is said by a group of another name. */
    private static final class AdministratorsOfAnotherGroup extends AbstractProcessEnginePlugin {

        @Override
        public void preInit(ProcessEngineConfigurationImpl configuration) {
            configuration.setAdminGroups(new ArrayList<>(List.of("bosses")));
        }
    }

    private static ConfigurableApplicationContext asItComes(String url, String user, String password) {
        ConfigurableApplicationContext bare = new SpringApplicationBuilder(AsItComes.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean("administrators", AdministratorsOfAnotherGroup.class, AdministratorsOfAnotherGroup::new))
                .properties(Map.of("spring.config.location", "optional:file:target/no-configuration/", "server.port", "0", "spring.datasource.url", url, "spring.datasource.username", user,
                        "spring.datasource.password", password, "camunda.bpm.process-engine-name", "bare", "camunda.bpm.auto-deployment-enabled", "false", "spring.jmx.enabled", "false")).run();
        IdentityService identity = bare.getBean(ProcessEngine.class).getIdentityService();
        User root = identity.newUser("root");
        root.setPassword(PASSWORD);
        identity.saveUser(root);
        identity.saveGroup(identity.newGroup("bosses"));
        identity.createMembership("root", "bosses");
        return bare;
    }

    /** @param args address, user and password of an empty database */
    public static void main(String[] args) throws IOException {
        ConfigurableApplicationContext bare = asItComes(args[0], args[1], args[2]);
        System.out.println(LISTENS + ((WebServerApplicationContext) bare).getWebServer().getPort());
        while (System.in.read() >= 0) {
            // until whoever started it is done, or gone
        }
        bare.close();
    }

    static BareWebapps start(Login database) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.timezone=UTC", "-cp",
                System.getProperty("java.class.path"), BareWebapps.class.getName(), database.url(), database.user(), database.password()).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.startsWith(LISTENS)) {
                Thread drained = new Thread(() -> lines.lines().forEach(unread -> { }));
                drained.setDaemon(true);
                drained.start();
                return new BareWebapps(process, Integer.parseInt(line.substring(LISTENS.length())));
            }
        }
        throw new IllegalStateException("The bare webapps did not start:\n" + String.join("\n", said));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
