package archfixture.upper;

import java.time.Instant;

class TellsTheTime {

    Instant when() {
        return Instant.now();
    }
}
