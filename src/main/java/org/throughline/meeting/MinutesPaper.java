package org.throughline.meeting;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.document.PaperTemplate;
import org.throughline.document.Papers;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** The minutes of a meeting on paper, for one reader: the part for all and the parts that name this reader, without any address of the family (domain 6). */
@Service
public class MinutesPaper {

    private final Papers papers;
    private final MeetingViews views;
    private final MeetingRepository repository;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final ProtectedAddresses addresses;
    private final Clock clock;
    private final ZoneId zone;
    private final String notice;

    MinutesPaper(Papers papers, MeetingViews views, MeetingRepository repository, Organisation organisation, Casefiles casefiles, ProtectedAddresses addresses, Clock clock,
            WorkingCalendar calendar, @Value("${throughline.notice:}") String notice) {
        this.papers = papers;
        this.views = views;
        this.repository = repository;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.addresses = addresses;
        this.clock = clock;
        this.zone = calendar.zone();
        this.notice = notice;
    }

    /** All that stands on the paper. @param about the child; null where the paper goes out by a link, whose pages name nobody either @param notice that this is a demonstration; null where it is none */
    record Content(String title, String notice, String about, String held, String chair, String reader, String printed, List<InvitationReplies.Part> parts) {}

    /**
     * The minutes as this person may read them.
     *
     * @throws NotFound for who may not see the meeting
     * @throws Refusal  where there are none for this person
     */
    @Transactional
    public byte[] of(UUID meeting, Practitioner reader) {
        return written(repository.findById(meeting).orElseThrow(NotFound::new), views.of(meeting, reader).minutesParts(), reader.name(), true);
    }

    /** The same for who holds a link and has taken the second step: it names no child. */
    byte[] byLink(Meeting meeting, List<InvitationReplies.Part> parts, String reader) {
        return written(meeting, parts, reader, false);
    }

    private byte[] written(Meeting meeting, List<InvitationReplies.Part> parts, String reader, boolean named) {
        if (parts == null || parts.isEmpty()) {
            throw new Refusal("There are no minutes for you to print yet.", "no-minutes");
        }
        List<Pattern> taken = addresses.everyOneOf(meeting.casefileId());
        String child = !named ? null : casefiles.person(casefiles.get(meeting.casefileId()).personId()).name();
        return papers.pdf(PaperTemplate.MINUTES, new Content("Minutes of a " + meeting.kind().inWords(), notice.isBlank() ? null : notice, child, meeting.heldOn() == null ? null : day(meeting.heldOn()),
                organisation.find(meeting.chairId()).map(Practitioner::name).orElse(null), reader, day(LocalDate.ofInstant(clock.instant(), zone)),
                parts.stream().map(part -> new InvitationReplies.Part(ProtectedAddresses.takenOut(part.heading(), taken), ProtectedAddresses.takenOut(part.text(), taken))).toList()));
    }

    private static String day(LocalDate day) {
        return DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.UK).format(day);
    }
}
