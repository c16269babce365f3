package org.throughline.notification;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Message-ID of a mail: the same at every attempt, and found again in what a mail server returns. */
final class MessageIds {

    private static final Pattern OURS = Pattern.compile("<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.throughline@", Pattern.CASE_INSENSITIVE);

    private MessageIds() {}

    static String of(UUID mail, String from) {
        return "<" + mail + ".throughline" + from.substring(from.lastIndexOf('@')) + ">";
    }

    /** The mails that a text names. */
    static Set<UUID> in(String text) {
        Set<UUID> mails = new LinkedHashSet<>();
        Matcher found = OURS.matcher(text);
        while (found.find()) {
            mails.add(UUID.fromString(found.group(1)));
        }
        return mails;
    }
}
