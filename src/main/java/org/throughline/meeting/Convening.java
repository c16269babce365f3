package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.FamilyMember;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.workflow.Gaps;

/** Reads who is asked, when and where, and names everything that is missing at once. */
@Component
class Convening {

    private static final int LONGEST = 600;
    private static final int LONGEST_PLACE = 200;
    private static final Set<PractitionerRole> MANAGERS = Set.of(PractitionerRole.TEAM_MANAGER, PractitionerRole.DUTY_MANAGER, PractitionerRole.SERVICE_MANAGER, PractitionerRole.HEAD_OF_SERVICE);
    private static final Set<String> FAMILY = Set.of("PARENTS", "CHILD");

    private final MeetingDemands demands;
    private final MeetingPeople people;
    private final Organisation organisation;
    private final ProtectedAddresses addresses;
    private final WorkingCalendar calendar;

    Convening(MeetingDemands demands, MeetingPeople people, Organisation organisation, ProtectedAddresses addresses, WorkingCalendar calendar) {
        this.demands = demands;
        this.people = people;
        this.organisation = organisation;
        this.addresses = addresses;
        this.calendar = calendar;
    }

    /** When and where. */
    record Plan(Instant start, int minutes, Invitations.Place place) {}

    /** The moment at which it starts, or null with a gap. */
    Instant start(JsonNode content, String day, String time, Gaps gaps) {
        LocalDate on = Gaps.day(content.path(day).asText(""));
        LocalTime at = Gaps.time(content.path(time).asText(""));
        if (on == null) {
            gaps.add("Give the day of the meeting.", "#" + day);
        }
        if (at == null) {
            gaps.add("Give the time at which it begins, such as 14:30.", "#" + time);
        }
        return on == null || at == null ? null : ZonedDateTime.of(on, at, calendar.zone()).toInstant();
    }

    Optional<Plan> plan(UUID casefile, JsonNode content, Gaps gaps) {
        Instant start = start(content, "date", "time", gaps);
        int minutes = content.path("minutes").asInt(0);
        if (minutes < 5 || minutes > LONGEST) {
            gaps.add("Give the length in minutes, between 5 and " + LONGEST + ".", "#minutes");
        }
        Invitations.Place place = place(casefile, content, gaps);
        return start == null ? Optional.empty() : Optional.of(new Plan(start, minutes, place));
    }

    /** A room or a link that says nothing about the family: it leaves the house with every invitation. */
    Invitations.Place place(UUID casefile, JsonNode content, Gaps gaps) {
        String room = content.path("room").asText("").strip();
        String link = content.path("link").asText("").strip();
        if (room.isEmpty() && link.isEmpty()) {
            gaps.add("Name a neutral room, or give a link.", "#room");
        }
        if (room.length() > LONGEST_PLACE || room.contains("\n")) {
            gaps.add("Name the room in one line of up to " + LONGEST_PLACE + " characters.", "#room");
        }
        if (!link.isEmpty() && !isLink(link)) {
            gaps.add("Give the link as it stands in the browser, beginning with https://.", "#link");
        }
        for (Pattern address : addresses.everyOneOf(casefile)) {
            if (address.matcher(room).find() || address.matcher(link).find()) {
                gaps.add("The place is an address of the family. Invitations leave the house: choose a neutral place.", "#room");
                break;
            }
        }
        return new Invitations.Place(room.isEmpty() ? null : room, link.isEmpty() ? null : link);
    }

    private static boolean isLink(String link) {
        try {
            URI uri = URI.create(link);
            return "https".equals(uri.getScheme()) && uri.getHost() != null && link.length() <= 500;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Who chairs: somebody of the register. */
    Optional<Practitioner> chair(UUID casefile, JsonNode content, Gaps gaps) {
        Optional<Practitioner> chair = people.nameable(content.path("chair").asText(""), casefile);
        if (chair.isEmpty()) {
            gaps.add("Name who chairs the meeting.", "#chair");
        }
        return chair;
    }

    /** Everybody who gets a place: colleagues and role mailboxes, then the family, each asked or left out with a reason. */
    List<Invitee> invitees(Meeting meeting, JsonNode content, Practitioner convenor, Optional<Practitioner> chair, Gaps gaps) {
        List<Invitee> all = new ArrayList<>();
        JsonNode asked = content.path("invitees");
        for (int i = 0; i < asked.size(); i++) {
            Invitee one = asked.get(i).path("mailbox").asText("").isBlank() ? colleague(meeting, asked.get(i), i, gaps) : mailbox(asked.get(i), i, gaps);
            if (one == null) {
                continue;
            }
            if (all.stream().anyMatch(other -> one.practitionerId() != null && one.practitionerId().equals(other.practitionerId()))) {
                gaps.add("Somebody is named twice. Leave one of them out.", "#invitee-" + i);
                continue;
            }
            all.add(one);
        }
        Stream.concat(Stream.of(convenor), chair.stream()).filter(who -> all.stream().noneMatch(one -> who.id().equals(one.practitionerId())))
                .forEach(who -> all.add(new Invitee(null, who.id(), who.agencyId(), null, null, true, null, false)));
        Set<String> offices = offices(all);
        if (all.stream().map(Invitee::agencyId).distinct().count() < 2) {
            gaps.add("A multi-agency meeting has people of two agencies at least. Name who is asked.", "#invitees");
        }
        demands.of(meeting).stream().filter(demand -> demand.must() && !FAMILY.contains(demand.office()) && !offices.contains(demand.office()))
                .filter(demand -> content.path("leftOut").path(demand.office()).asText("").isBlank())
                .forEach(demand -> gaps.add(office(demand.office()) + " must be asked (rule " + demand.ruleId() + "). Name somebody, or say why not.", "#left-out-" + demand.office()));
        family(meeting, content.path("family"), all, gaps);
        return all;
    }

    private Set<String> offices(List<Invitee> all) {
        Set<String> offices = new HashSet<>();
        for (Invitee one : all) {
            offices.add(organisation.agency(one.agencyId()).kind().name());
            if (one.practitionerId() != null && MANAGERS.contains(organisation.get(one.practitionerId()).role())) {
                offices.add("FIRST_LINE_MANAGER");
            }
        }
        return offices;
    }

    private Invitee colleague(Meeting meeting, JsonNode sent, int i, Gaps gaps) {
        Optional<Practitioner> person = people.nameable(sent.path("username").asText(""), meeting.casefileId());
        if (person.isEmpty()) {
            gaps.add("Choose who is asked, or give the role mailbox of the agency.", "#invitee-" + i);
            return null;
        }
        return new Invitee(null, person.get().id(), person.get().agencyId(), null, null, true, null, sent.path("report").asBoolean(false));
    }

    private Invitee mailbox(JsonNode sent, int i, Gaps gaps) {
        Optional<Agency> agency = organisation.agency(sent.path("agency").asText(""));
        String address = sent.path("mailbox").asText("").strip();
        if (agency.isEmpty()) {
            gaps.add("Say whose role mailbox this is.", "#invitee-" + i);
        }
        if (!Mailboxes.isAddress(address)) {
            gaps.add("A role mailbox is one address, such as ward@example.org.", "#invitee-" + i);
        }
        return agency.isEmpty() || !Mailboxes.isAddress(address) ? null
                : new Invitee(null, null, agency.get().id(), address, null, true, null, sent.path("report").asBoolean(false));
    }

    private void family(Meeting meeting, JsonNode sent, List<Invitee> all, Gaps gaps) {
        for (FamilyMember parent : demands.parents(meeting.casefileId())) {
            JsonNode said = sent.path(parent.personId().toString());
            String reason = said.path("reason").asText("").strip();
            if (!said.path("invited").isBoolean()) {
                gaps.add("Say whether " + parent.givenName() + " (" + parent.whyInWords() + ") is asked.", "#family-" + parent.personId());
            } else if (!said.path("invited").asBoolean() && reason.isEmpty()) {
                gaps.add("Say why " + parent.givenName() + " (" + parent.whyInWords() + ") is not asked (rule IN10).", "#family-" + parent.personId() + "-reason");
            } else {
                boolean invited = said.path("invited").asBoolean();
                all.add(new Invitee(null, null, null, null, parent.personId(), invited, invited ? null : reason, false));
            }
        }
    }

    /** A kind of agency, or another office of the table, as people call it. */
    static String office(String code) {
        return switch (code) {
            case "CHILDRENS_SOCIAL_CARE" -> "Children's social care";
            case "GP" -> "The GP";
            case "FIRST_LINE_MANAGER" -> "The first-line manager of the social worker";
            case "OTHER" -> "Another agency that works with the family";
            case "DRUG_ALCOHOL" -> "The drug and alcohol service";
            case "DOMESTIC_ABUSE" -> "The domestic abuse service";
            case "LEARNING_DISABILITY" -> "The learning disability service";
            case "EDUCATION" -> "School or nursery";
            default -> code.charAt(0) + code.substring(1).toLowerCase(Locale.UK).replace('_', ' ');
        };
    }
}
