package org.throughline.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.EventType;
import org.throughline.chronology.Precision;

class AccountTextTest {

    private static EntryView overdose(Precision precision) {
        return new EntryView(UUID.randomUUID(), 7, UUID.randomUUID(), "E-7", EntryKind.ENTRY, null, LocalDate.of(2009, 8, 3), precision, "3 August 2009",
                EventType.CARER_SELF_HARM, "Carer self-harm", List.of(), null, true, true, 9, null, null, null, null, null, null,
                "Father took an overdose of tablets and left hospital before assessment.", null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, List.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"See E-7 above.", "On 3 August 2009 he left.", "It was 3 Aug 2009.", "03/08/2009: he left", "The overdose, the hospital, the tablets he took."})
    void namingTheEntryItsDayOrItsWordsMentionsIt(String account) {
        assertThat(AccountText.of(account).mentions(overdose(Precision.EXACT))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "He was in hospital once.", "On 13 August 2009 all was well.", "In August 2009 they moved.", "See E-71."})
    void otherWordsDoNot(String account) {
        assertThat(AccountText.of(account).mentions(overdose(Precision.EXACT))).isFalse();
    }

    @Test
    void aMonthIsEnoughForAnEntryOfWhichOnlyTheMonthIsKnown() {
        assertThat(AccountText.of("In August 2009 something happened.").mentions(overdose(Precision.MONTH))).isTrue();
    }

    @Test
    void onlyWholeSentencesOfSixWordsCountAsRepeated() {
        AccountText account = AccountText.of("He left hospital. The mother cares for him alone at night! Nobody has seen the cot.");
        AccountText summary = AccountText.of("The mother cares for him, alone, at night. He left hospital.");
        assertThat(account.sentencesIn(summary)).containsExactly("The mother cares for him alone at night!");
    }
}
