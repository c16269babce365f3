package archfixture.upper;

import java.io.IOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Hands a table out in which a cell may begin with a formula. */
class WritesCsv {

    void write(Appendable out, String cell) throws IOException {
        try (CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180)) {
            csv.print(cell);
        }
    }
}
