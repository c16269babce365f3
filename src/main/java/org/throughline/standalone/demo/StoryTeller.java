package org.throughline.standalone.demo;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;
import org.throughline.standalone.Installation;
import org.throughline.standalone.Login;
import org.throughline.standalone.StoryClock;
import org.throughline.standalone.StoryMark;
import org.throughline.workflow.Accounts;

/** At the first start: people, passwords, and the story that waits. At every start: the first page. */
@Component
@ConditionalOnProperty("throughline.demo")
@Order(100)
class StoryTeller implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(StoryTeller.class);

    private final Installation installation;
    private final StoryClock clock;
    private final Story story;
    private final Accounts accounts;
    private final FirstPage firstPage;
    private final DemoFolk folk;

    StoryTeller(Installation installation, java.time.Clock clock, Story story, Accounts accounts, FirstPage firstPage, DemoFolk folk) {
        this.installation = installation;
        this.clock = (StoryClock) clock;
        this.story = story;
        this.accounts = accounts;
        this.firstPage = firstPage;
        this.folk = folk;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        StoryMark mark = new StoryMark(installation.data());
        if (!mark.told()) {
            LOG.info("First start: setting up the demo people and three families ...");
            mark.begin();
            recordsClock("SIMULATED");
            try {
                story.tell();
            } finally {
                clock.real();
                recordsClock("REAL");
            }
            giveAccounts();
            mark.finish();
        }
        System.out.println(firstPage.asText());
    }

    private void giveAccounts() {
        Passwords passwords = folk.passwords();
        List<DemoFolk.Person> people = folk.people();
        for (DemoFolk.Person person : people) {
            String[] names = person.name().split(" ", 2);
            accounts.set(person.username(), names[0], names[names.length - 1], passwords.of(person.username()), person.administrator());
        }
        passwords.keep();
    }

    private void recordsClock(String mode) {
        Login owner = installation.owner();
        JdbcClient.create(new DriverManagerDataSource(owner.url(), owner.user(), owner.password()))
                .sql("update clock_mode set mode = ?").params(mode).update();
    }
}
