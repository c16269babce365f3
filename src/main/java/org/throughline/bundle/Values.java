package org.throughline.bundle;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads single values of a bundle; says what is wrong and how to mend it. Null means there was a fault, or nothing. */
final class Values {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final LocalDate EARLIEST = LocalDate.of(1850, 1, 1);

    private final FaultList faults;

    Values(FaultList faults) {
        this.faults = faults;
    }

    /** Text of at most so many characters, in NFC. */
    String text(Place place, String raw, int most) {
        String unfit = raw == null ? null : Words.unfit(raw);
        if (unfit != null) {
            faults.add(place, unfit);
            return null;
        }
        String text = Words.clean(raw);
        if (text != null && Words.length(text) > most) {
            faults.add(place, "This is " + Words.length(text) + " characters long. Shorten it to " + most + ".");
            return null;
        }
        return text;
    }

    String id(Place place, String raw) {
        if (!ID.matcher(raw).matches()) {
            faults.add(place, Words.shown(raw) + " cannot be an id. Use up to 64 letters, digits, dots, hyphens and underscores, and begin with a letter or a digit.");
            return null;
        }
        return raw;
    }

    LocalDate date(Place place, String raw) {
        LocalDate date = null;
        if (DATE.matcher(raw).matches()) {
            try {
                date = LocalDate.parse(raw);
            } catch (DateTimeException e) {
                faults.add(place, "There is no day " + raw + ". Look it up in a calendar.");
                return null;
            }
        }
        if (date == null) {
            faults.add(place, Words.shown(raw) + " is not a date. Write year, month and day, such as 2009-08-21; where the day is not known, write a likely one and set precision to MONTH, YEAR or ESTIMATED.");
        } else if (date.isBefore(EARLIEST)) {
            faults.add(place, "The date " + raw + " is too long ago. Check the year.");
            return null;
        }
        return date;
    }

    Instant moment(Place place, String raw) {
        try {
            Instant moment = OffsetDateTime.parse(raw).toInstant();
            if (moment.isBefore(EARLIEST.atStartOfDay().toInstant(java.time.ZoneOffset.UTC)) || raw.startsWith("+")) {
                faults.add(place, "The year of " + raw + " cannot be right. Check it.");
                return null;
            }
            return moment;
        } catch (DateTimeException e) {
            faults.add(place, isLocal(raw)
                    ? "The time " + raw + " has no zone. Add the offset from UTC: Z in winter, +01:00 in British summer time."
                    : Words.shown(raw) + " is not a date with time and zone. Write it as 2009-09-07T16:30:00+01:00.");
            return null;
        }
    }

    private static boolean isLocal(String raw) {
        try {
            LocalDateTime.parse(raw);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    <E extends Enum<E>> E code(Place place, String raw, Class<E> codes) {
        for (E code : codes.getEnumConstants()) {
            if (code.name().equals(raw)) {
                return code;
            }
        }
        faults.add(place, Words.shown(raw) + " is not known here. Use one of: " + Words.list(codes) + ".");
        return null;
    }

    Boolean yesOrNo(Place place, String raw) {
        if (raw.equals("true") || raw.equals("false")) {
            return Boolean.valueOf(raw);
        }
        faults.add(place, Words.shown(raw) + " is neither true nor false. Write one of these two, in small letters.");
        return null;
    }

    /** {@code key=value} pairs separated by semicolons. */
    Map<String, String> pairs(Place place, String raw) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : raw.split(";", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? "" : pair.substring(0, equals).strip();
            String value = equals < 0 ? "" : pair.substring(equals + 1).strip();
            if (key.isEmpty() || value.isEmpty()) {
                faults.add(place, Words.shown(pair.strip()) + " is not a pair. Write key=value and a semicolon between pairs, such as mode=PHONE;factor=2B.");
            } else if (pairs.putIfAbsent(key, value) != null) {
                faults.add(place, "The attribute " + Words.shown(key) + " stands there twice. Keep one.");
            }
        }
        return pairs;
    }

    void period(Place place, LocalDate since, LocalDate until) {
        if (since != null && until != null && until.isBefore(since)) {
            faults.add(place, "It ends on " + until + " before it begins on " + since + ". Change one of the two dates.");
        }
    }
}
