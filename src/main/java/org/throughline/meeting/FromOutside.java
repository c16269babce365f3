package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.throughline.casefile.ProtectedAddresses;

/** A meeting for somebody who was only asked to it, or only decides about it: without any address of the family, as on the page of a link (domain 6). */
final class FromOutside {

    private FromOutside() {}

    static MeetingView of(MeetingView seen, List<Pattern> addresses) {
        UnaryOperator<String> without = text -> ProtectedAddresses.takenOut(text, addresses);
        return new MeetingView(seen.id(), seen.casefile(), seen.kind(), seen.kindInWords(), seen.ruleId(), without.apply(seen.askedWhy()), seen.askedBy(), causes(seen.causes(), without), seen.step(),
                seen.stepInWords(), seen.stepSince(), seen.due(), seen.dutyDue(), seen.overdue(), seen.convenor(), seen.chair(), seen.waitingFor(), seen.startsAt(), seen.minutes(),
                without.apply(seen.room()), without.apply(seen.link()), without.apply(seen.agenda()), seen.heldOn(), seen.entry(), seen.milestones(), places(seen.places(), without), texts(seen.proposal(), without), texts(seen.record(), without),
                actions(seen.actions(), without), parts(seen.minutesParts(), without), seen.acts(), seen.endedAt(), seen.endKind(), without.apply(seen.endReason()), seen.form(), seen.mine(), seen.taskId(),
                seen.missing(), seen.mayTakeOver(), seen.mayMove(), seen.mayReopen(), seen.mayStand(), seen.mayName(), seen.mayOvertake());
    }

    private static List<MeetingView.Cause> causes(List<MeetingView.Cause> all, UnaryOperator<String> without) {
        return all == null ? null : all.stream().map(one -> new MeetingView.Cause(one.ruleId(), one.because(), one.eventDate(), one.type(), one.agency(), without.apply(one.summary()), one.entryFile(),
                one.entrySeq(), one.counted())).toList();
    }

    private static List<MeetingView.Place> places(List<MeetingView.Place> all, UnaryOperator<String> without) {
        return all == null ? null : all.stream().map(one -> new MeetingView.Place(one.id(), one.kind(), one.who(), one.agency(), one.agencyCode(), one.invited(), without.apply(one.reason()), one.reportAsked(),
                one.answer(), without.apply(one.note()), one.reported(), without.apply(one.report()), without.apply(one.chased()), one.minutesRead(), without.apply(one.corrections()), one.attended(),
                without.apply(one.contribution()), one.notReached(), without.apply(one.told()))).toList();
    }

    private static List<MeetingView.Action> actions(List<MeetingView.Action> all, UnaryOperator<String> without) {
        return all == null ? null : all.stream().map(one -> new MeetingView.Action(one.id(), without.apply(one.what()), one.owner(), one.dueOn(), without.apply(one.ended()), one.mine())).toList();
    }

    private static List<InvitationReplies.Part> parts(List<InvitationReplies.Part> all, UnaryOperator<String> without) {
        return all == null ? null : all.stream().map(one -> new InvitationReplies.Part(without.apply(one.heading()), without.apply(one.text()))).toList();
    }

    private static JsonNode texts(JsonNode content, UnaryOperator<String> without) {
        if (!(content instanceof ObjectNode fields)) {
            return content;
        }
        ObjectNode clean = fields.deepCopy();
        clean.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                field.setValue(TextNode.valueOf(without.apply(field.getValue().textValue())));
            }
        });
        return clean;
    }
}
