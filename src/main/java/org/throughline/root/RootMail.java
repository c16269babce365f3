package org.throughline.root;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.notification.MessageKind;
import org.throughline.notification.MessageWords;
import org.throughline.notification.Messages;
import org.throughline.notification.OutgoingMessage;
import org.throughline.notification.OutgoingMessage.Colleague;
import org.throughline.notification.OutgoingMessage.Recipient;
import org.throughline.notification.OutgoingMessage.RoleMailbox;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.PractitionerRole;

/** Mails each root out, in the transaction that makes it: a copy that nobody who can change this machine can take back. */
@Component
class RootMail implements MessageWords {

    private final RootSettings settings;
    private final Messages messages;
    private final Organisation organisation;
    private final Roots roots;

    RootMail(RootSettings settings, Messages messages, Organisation organisation, JdbcClient jdbc) {
        this.settings = settings;
        this.messages = messages;
        this.organisation = organisation;
        this.roots = new Roots(jdbc);
    }

    void put(UUID id, long no) {
        List<Recipient> recipients = settings.mailboxes().isEmpty()
                ? organisation.holding(PractitionerRole.ADMINISTRATOR).stream().<Recipient>map(administrator -> new Colleague(administrator.id())).toList()
                : settings.mailboxes().stream().<Recipient>map(RoleMailbox::new).toList();
        for (Recipient to : recipients) {
            UUID place = UUID.nameUUIDFromBytes(("daily root " + to).getBytes(StandardCharsets.UTF_8));
            messages.put(new OutgoingMessage("root:" + no + ":" + place, MessageKind.DAILY_ROOT, id, place, to, null, List.of()));
        }
    }

    @Override
    public MessageKind kind() {
        return MessageKind.DAILY_ROOT;
    }

    @Override
    public String of(UUID about) {
        return roots.find(about).map(SignedRoot::shortLine).orElse("");
    }
}
