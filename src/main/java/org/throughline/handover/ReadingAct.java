package org.throughline.handover;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;
import org.throughline.casefile.Casefiles;
import org.throughline.reading.Lack;
import org.throughline.reading.Readings;

/**
 * {@code confirmHistoryRead()}: the reader says that the history is read, and the receipts say so too, for the history as it is
 * at this moment. What the reader may not see waits for its holder until the sign-off, not here.
 */
@Component
class ReadingAct implements StepAct {

    private final Readings readings;
    private final Casefiles casefiles;

    ReadingAct(Readings readings, Casefiles casefiles) {
        this.readings = readings;
        this.casefiles = casefiles;
    }

    @Override
    public HandoverStep step() {
        return HandoverStep.READ_HISTORY;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return missing(doing.handover(), unread(doing.handover()));
    }

    private List<Missing> missing(Handover handover, List<Lack> lacking) {
        Stream<Missing> unread = lacking.stream().map(ReadingAct::missing);
        Stream<Missing> sources = casefiles.sources(handover.casefileId()).stream().filter(source -> !source.answered())
                .map(source -> new Missing("Known and not seen: " + source.what() + ", held by " + source.holder() + ". Name who gets it, how and by when.",
                        "#source-" + source.id()));
        return Stream.concat(unread, sources).toList();
    }

    @Override
    public Done perform(Doing doing) {
        List<Lack> unread = unread(doing.handover());
        List<Missing> missing = missing(doing.handover(), unread);
        if (!unread.isEmpty()) {
            throw new Refusal(sentence(unread), "history-unread", missing);
        }
        if (!missing.isEmpty()) {
            throw new Refusal("The history is read. What is known and not seen still needs a name, an action and a day.", "sources-open", missing);
        }
        return Done.of("READ", HandoverStep.WRITE_ACCOUNT, Map.of());
    }

    private List<Lack> unread(Handover handover) {
        return readings.lack(handover.casefileId(), handover.incomingId()).stream().filter(ReadingAct::readable).toList();
    }

    static boolean readable(Lack lack) {
        return lack.kind() == Lack.Kind.UNREAD || lack.kind() == Lack.Kind.PERIOD_ONLY;
    }

    static Missing missing(Lack lack) {
        String text = switch (lack.kind()) {
            case UNREAD -> "Entry " + lack.ref() + " is unread" + (lack.key() ? ": a key entry" : "");
            case PERIOD_ONLY -> "Entry " + lack.ref() + " was read with its period and is to be read by itself";
            case WITHHELD -> "Entry " + lack.ref() + " is withheld and its holder has not answered";
            case SEALED -> "A holder of restricted information has not answered yet";
        };
        return new Missing(text + ".", lack.kind() == Lack.Kind.SEALED ? null : "#entry-" + lack.entry().casefileId() + "-" + lack.entry().seq());
    }

    /** Such as "6 entries are still unread, 2 of them key." */
    static String sentence(List<Lack> unread) {
        long key = unread.stream().filter(Lack::key).count();
        String sentence = unread.size() == 1 ? "1 entry is still unread" : unread.size() + " entries are still unread";
        if (key == 0) {
            return sentence + ".";
        }
        return unread.size() == 1 ? sentence + "; it is a key entry." : sentence + ", " + key + " of them key.";
    }
}
