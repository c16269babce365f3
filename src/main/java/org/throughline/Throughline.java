package org.throughline;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application. The engine's columns carry no time zone, so the whole process runs in UTC. */
@SpringBootApplication
public class Throughline {

    public static void main(String[] args) {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        SpringApplication.run(Throughline.class, args);
    }
}
