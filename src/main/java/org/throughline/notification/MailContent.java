package org.throughline.notification;

/**
 * What one mail says.
 *
 * @param calendar an iCalendar object; null where none goes with it
 * @param method   REQUEST or CANCEL; null without calendar
 */
record MailContent(String subject, String text, String calendar, String method) {

    /** That something waits, and never what. @param home where people sign in; left out when empty */
    static MailContent somethingWaits(boolean urgent, String home) {
        return new MailContent(urgent ? "Please look now: something waits for you in Throughline" : "Something waits for you in Throughline",
                (urgent ? "Something waits for you in Throughline that should not wait until tomorrow.\n" : "Something waits for you in Throughline.\n")
                        + (home.isEmpty() ? "Sign in and look at your page.\n" : "Sign in and look at your page:\n\n" + home + "\n")
                        + "\nThis mail never says what waits or whom it is about. Please do not answer it.\n", null, null);
    }
}
