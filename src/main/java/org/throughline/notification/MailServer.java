package org.throughline.notification;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.activation.DataHandler;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * The mail server, where one is set ({@code spring.mail.host}). Every mail goes to one address, from a role mailbox; what it says is
 * fixed words, a time and a neutral place, or that something waits. No name, no reference, no count of what.
 */
@Component
class MailServer {

    static final String NOT_SET_IN_WORDS = "No mail server is set.";

    private final ObjectProvider<JavaMailSender> sender;
    private final String from;
    private final String home;

    /** @param home where people sign in; left out of the mail when empty */
    MailServer(ObjectProvider<JavaMailSender> sender, @Value("${throughline.mail.from:throughline@localhost.localdomain}") String from,
               @Value("${throughline.mail.home:}") String home) {
        this.sender = sender;
        this.from = from;
        this.home = home.strip();
        if (this.home.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("throughline.mail.home is one address of a page, such as https://throughline.example.org/.");
        }
    }

    /** What the server says to a mail. */
    enum Answer { TAKEN, REFUSED, NOT_NOW, AWAY, NOT_SET }

    boolean isSet() {
        return sender.getIfAvailable() != null;
    }

    /** The role mailbox from which every mail comes. */
    String from() {
        return from;
    }

    /** What a mail says that says only that something waits. */
    MailContent somethingWaits(Letter letter) {
        return MailContent.somethingWaits(letter.urgent(), home);
    }

    Answer send(Letter letter, String address, MailContent content) {
        JavaMailSender server = sender.getIfAvailable();
        if (server == null) {
            return Answer.NOT_SET;
        }
        try {
            server.send(written(server.createMimeMessage(), letter, address, content));
            return Answer.TAKEN;
        } catch (AddressException e) {
            return Answer.REFUSED;
        } catch (MailAuthenticationException e) {
            return Answer.AWAY;
        } catch (MailSendException e) {
            return answer(e);
        } catch (MailException | MessagingException e) {
            return Answer.NOT_NOW;
        }
    }

    private MimeMessage written(MimeMessage mail, Letter letter, String address, MailContent content) throws MessagingException {
        InternetAddress to = new InternetAddress(address, true);
        InternetAddress by = new InternetAddress(from, true);
        mail.setFrom(by);
        mail.setRecipient(Message.RecipientType.TO, to);
        mail.setSubject(content.subject(), "US-ASCII");
        if (content.calendar() == null) {
            mail.setText(content.text(), "UTF-8");
        } else {
            MimeMultipart both = new MimeMultipart("alternative");
            MimeBodyPart text = new MimeBodyPart();
            text.setText(content.text(), "UTF-8");
            MimeBodyPart calendar = new MimeBodyPart();
            calendar.setDataHandler(new DataHandler(new ByteArrayDataSource(content.calendar().getBytes(StandardCharsets.UTF_8),
                    "text/calendar; charset=UTF-8; method=" + content.method())));
            both.addBodyPart(text);
            both.addBodyPart(calendar);
            mail.setContent(both);
        }
        mail.setSentDate(Date.from(letter.madeAt()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("Message-ID", MessageIds.of(letter.id(), by.getAddress()));
        return mail;
    }

    /** Only a server that was reached and refuses this very address says no for good. */
    private static Answer answer(MailSendException failed) {
        Exception[] causes = failed.getMessageExceptions();
        if (causes == null || causes.length == 0) {
            return Answer.AWAY;
        }
        for (Exception cause = causes[0]; cause != null; cause = cause instanceof MessagingException more ? more.getNextException() : null) {
            if (cause instanceof SMTPAddressFailedException refused) {
                return refused.getReturnCode() >= 500 ? Answer.REFUSED : Answer.NOT_NOW;
            }
        }
        return causes[0] instanceof SendFailedException ? Answer.NOT_NOW : Answer.AWAY;
    }
}
