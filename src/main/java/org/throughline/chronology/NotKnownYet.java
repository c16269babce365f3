package org.throughline.chronology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an entry does not say yet (domain 4; CE6 to CE10). A correction beside it may say it later; the entry stays as it was. */
@Service
public class NotKnownYet {

    /** What of an entry may wait, in the order in which it is asked. */
    private enum Field {
        PROVENANCE("how it is known", EntryDraft::provenance),
        VERIFICATION("whether it was checked", EntryDraft::verification),
        IMPACT("what it means for the child", draft -> CanonicalForm.text(draft.impactOnChild())),
        IMPACT_LEVEL("how strong that is", EntryDraft::impactLevel),
        ACTION("what was done", draft -> CanonicalForm.text(draft.actionTaken())),
        OUTCOME("what came of it", draft -> CanonicalForm.text(draft.outcome()));

        private final String inWords;
        private final Function<EntryDraft, Object> value;

        Field(String inWords, Function<EntryDraft, Object> value) {
            this.inWords = inWords;
            this.value = value;
        }
    }

    private final JdbcClient jdbc;

    NotKnownYet(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static List<String> of(EntryDraft draft) {
        List<String> open = new ArrayList<>();
        for (Field field : Field.values()) {
            if (field.value.apply(draft) == null) {
                open.add(field.inWords);
            }
        }
        return open;
    }

    /** What neither this entry nor any correction of it says, in words; empty where the words were destroyed by a recorded decision. */
    @Transactional(readOnly = true)
    public List<String> of(EntryRef entry) {
        return jdbc.sql("""
                select bool_or(e.provenance is not null) as provenance, bool_or(e.verification is not null) as verification,
                       bool_or(jsonb_exists(c.canonical::jsonb, 'impact_on_child')) as impact, bool_or(e.impact_level is not null) as impact_level,
                       bool_or(jsonb_exists(c.canonical::jsonb, 'action_taken')) as action, bool_or(jsonb_exists(c.canonical::jsonb, 'outcome')) as outcome,
                       bool_and(c.canonical is null) as destroyed
                from entry e left join entry_content c on c.casefile_id = e.casefile_id and c.seq = e.seq
                where (e.casefile_id = :file and e.seq = :seq) or (e.kind = 'CORRECTION' and e.about_casefile_id = :file and e.about_seq = :seq)""")
                .param("file", entry.casefileId()).param("seq", entry.seq()).query((row, n) -> {
                    List<String> open = new ArrayList<>();
                    for (Field field : Field.values()) {
                        if (!row.getBoolean("destroyed") && !row.getBoolean(field.name().toLowerCase(java.util.Locale.ROOT))) {
                            open.add(field.inWords);
                        }
                    }
                    return List.copyOf(open);
                }).single();
    }
}
