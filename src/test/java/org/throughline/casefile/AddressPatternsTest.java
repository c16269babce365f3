package org.throughline.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPatternsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Flat 2, 14 Queen's Road, Exampleton, EX4 3PL | They moved to flat 2, 14 Queens Rd.             | They moved to #.
            Flat 2, 14 Queen's Road, Exampleton, EX4 3PL | Seen at 14 QUEENS ROAD today                    | Seen at # today
            Flat 2, 14 Queen's Road, Exampleton, EX4 3PL | Apt 2 14 Queens Rd, EX43PL                      | #, #
            Flat 2, 14 Queen's Road, Exampleton, EX4 3PL | near Queens Road school                         | near # school
            Flat 2, 14 Queen's Road, Exampleton, EX4 3PL | parcels go to ex4 3pl                           | parcels go to #
            Flat 2, 14 Queen's Road, Exampleton, EX4 3PL | She likes Exampleton and the queen              | She likes Exampleton and the queen
            5 St Mary's Street, Exampleton               | number 5 Saint Marys St.                        | #.
            5 St Mary's Street, Exampleton               | the midwife of St Mary's hospital               | the midwife of St Mary's hospital
            12 Elm Street, EX1 1AA                       | 12, elm st                                      | #
            12 Elm Street, EX1 1AA                       | the elm in the street                           | the elm in the street
            Rose Cottage, Mill Ln, Oldtown               | rose cottage on Mill Lane                       | # on #
            3a Long Hill Cres, Newtown                   | 3A Long-Hill Crescent                           | #
            """)
    void anAddressIsFoundInEveryUsualSpellingAndInPart(String address, String text, String clean) {
        List<Pattern> patterns = AddressPatterns.of(address).sorted(java.util.Comparator.comparingInt((Pattern one) -> one.pattern().length()).reversed()).toList();
        assertThat(ProtectedAddresses.takenOut(text, patterns).replace(ProtectedAddresses.TAKEN_OUT, "#")).isEqualTo(clean);
    }
}
