package org.throughline.meeting;

import java.util.UUID;

/**
 * What somebody who does not agree writes.
 *
 * @param with         the person disagreed with, who answers first
 * @param what         what they do not agree with
 * @param why          why
 * @param couldHappen  what could happen to the child
 * @param safeMeanwhile what keeps the child safe until it is answered
 * @param childInDanger whether a child is in danger now (E0)
 * @param ofConference whether it is about the decision of a conference, whose chair answers (E5)
 * @param byLink       whether it was written over a signed link
 */
public record NewDisagreement(UUID casefile, UUID with, DisagreementSubject subject, String what, String why, String couldHappen, String safeMeanwhile,
        boolean childInDanger, boolean ofConference, boolean byLink) {}
