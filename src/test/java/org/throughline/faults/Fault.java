package org.throughline.faults;

import java.util.List;
import java.util.Set;

/**
 * One thing that can be broken, and mended again.
 *
 * @param wall     1 the services, 2 the database, 3 the auditor's query
 * @param what     in words, such as {@code guard 23T68 of authority_is_earned is silent}
 * @param run      the test classes that are run: all three walls where a whole wall is broken. The first wall's tests run with the second one
 *                 switched off and never ask the third, and those of the database know no service, so that single guards need only their side
 * @param reddens  exactly the tests that must fail while it is broken; where several guards say no with one code, at least one of these and no others
 * @param only     whether it is the only guard that these tests can mean
 */
record Fault(int wall, String what, List<String> run, Set<String> reddens, boolean only, Runnable breaks, Runnable mends) {

    Fault(int wall, String what, List<String> run, Set<String> reddens, Runnable breaks, Runnable mends) {
        this(wall, what, run, reddens, true, breaks, mends);
    }

    /** Whether it is of a wall beside the gate: there every guard has its test. */
    boolean beside() {
        return run.stream().anyMatch(BesideFaults.tests()::contains) && wall > 0;
    }

    boolean asItMust(Set<String> red) {
        return only ? red.equals(reddens) : !red.isEmpty() && reddens.containsAll(red);
    }

    WallTests.Outcome broken() {
        breaks.run();
        try {
            return WallTests.run(run);
        } finally {
            mends.run();
        }
    }
}
