package archfixture.upper;

import org.springframework.beans.factory.annotation.Autowired;

class ReachesIn {

    @Autowired private String injected;

    @Override
    public String toString() {
        return injected;
    }
}
