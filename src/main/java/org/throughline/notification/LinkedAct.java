package org.throughline.notification;

import java.util.Map;
import org.throughline.access.Invalid;
import org.throughline.access.Refusal;

/**
 * Port: what a link of one purpose shows and does. The module that asks implements it; there is exactly one for each purpose. What is shown
 * without a second step says nothing about a family, and neither does a refusal.
 */
public interface LinkedAct {

    LinkPurpose purpose();

    /**
     * The version of the subject as it is now; a link that was made for another one is void.
     *
     * @throws Refusal where nothing waits for this holder any more, with a sentence that says what to do next
     */
    long version(LinkHolder holder);

    /** What the page shows. */
    LinkedPage page(LinkHolder holder);

    /** What the page shows as PDF, for who has taken the second step; null where there is no such paper. */
    default byte[] paper(LinkHolder holder) {
        return null;
    }

    /**
     * The act, in the transaction in which the link is used up.
     *
     * @param form what was written, by the names of the page's fields; a field that is not there was left empty
     * @return what was done, and what comes next, in one or two sentences
     * @throws Invalid naming everything that is missing; the link is good for another try then
     * @throws Refusal where it cannot be done
     */
    String act(LinkHolder holder, Map<String, String> form);
}
