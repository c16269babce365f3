package org.throughline.notification;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.organisation.ContactNumbers;

/** Whom to ring about a message or a link: the agency that asks and its number. No name, and nothing about a family. */
@Component
class RingWords {

    private final List<WhomToRing> modules;
    private final ContactNumbers numbers;

    RingWords(List<WhomToRing> modules, ContactNumbers numbers) {
        this.modules = modules;
        this.numbers = numbers;
    }

    /** Such as "Children's social care on 0116 496 0100"; empty where no number is entered. */
    Optional<String> about(UUID subject) {
        return modules.stream().flatMap(module -> module.of(subject).stream()).findFirst().flatMap(numbers::inWords);
    }
}
