package org.throughline.casefile;

import java.time.LocalDate;
import java.util.List;
import org.throughline.access.Invalid.Fault;

/** What is asked of a person before they are recorded; every fault at once. */
final class PersonCheck {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PREGNANCY_DAYS = 310;

    private PersonCheck() {}

    static void check(List<Fault> faults, String field, PersonDraft person, LocalDate today) {
        if (person == null) {
            faults.add(new Fault(field, "Say who it is."));
            return;
        }
        if (person.known() != null) {
            return;
        }
        name(faults, field + ".name", person.name());
        born(faults, field + ".born", person.born(), today);
        if (person.expected() != null && person.expected().isAfter(today.plusDays(LONGEST_PREGNANCY_DAYS))) {
            faults.add(new Fault(field + ".expected", "This date lies too far ahead. Check the year."));
        }
        if (person.child() && person.born() == null && person.expected() == null) {
            faults.add(new Fault(field + ".born", "Give the date of birth, or the expected date where the child is not born."));
        }
        for (int i = 0; i < person.identifiers().size(); i++) {
            PersonDraft.Identifier one = person.identifiers().get(i);
            if (blank(one.scheme()) || blank(one.value())) {
                faults.add(new Fault(field + ".identifiers[" + i + "]", "Give the kind of number and the number."));
            }
        }
    }

    static void name(List<Fault> faults, String field, String name) {
        if (blank(name)) {
            faults.add(new Fault(field, "Give a name. Where it is not known, say how the person is called, such as Unborn and the family name."));
        } else if (name.length() > LONGEST_NAME) {
            faults.add(new Fault(field, "This is too long. Use at most " + LONGEST_NAME + " characters."));
        }
    }

    static void born(List<Fault> faults, String field, LocalDate born, LocalDate today) {
        if (born != null && born.isAfter(today)) {
            faults.add(new Fault(field, "This day lies ahead. Give an expected date where the child is not born."));
        }
    }

    static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
