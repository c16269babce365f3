package org.throughline.chronology.web;

import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.Unfinished;
import org.throughline.organisation.Practitioner;

/** Files what was written, and lets go of the unfinished text, in one commit: never both, never neither. */
@Component
class FiledTexts {

    private final Unfinished unfinished;
    private final TransactionTemplate transaction;

    FiledTexts(Unfinished unfinished, PlatformTransactionManager transactions) {
        this.unfinished = unfinished;
        this.transaction = new TransactionTemplate(transactions);
    }

    EntryRef with(UUID casefile, Practitioner author, String form, Supplier<EntryRef> act) {
        return transaction.execute(status -> {
            EntryRef filed = act.get();
            unfinished.forget(casefile, author.id(), form);
            return filed;
        });
    }

    /** Which form stands beside this entry. */
    static String form(String kind, EntryRef entry) {
        return kind + "." + entry.casefileId() + "." + entry.seq();
    }
}
