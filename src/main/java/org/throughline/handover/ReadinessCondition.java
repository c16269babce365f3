package org.throughline.handover;

/** What should be true before a handover is accepted (practice-rules 2.2). */
public enum ReadinessCondition {
    H1("The chronology is up to date and clear on the child's journey", true),
    H2("Case notes are complete; basic data are accurate", true),
    H3("The family tree and the relationships are correct", true),
    H4("The assessment is current", false),
    H5("The child has been seen within the required interval", false),
    H6("Management decisions and recent supervision are on record", true),
    H7("Outstanding tasks are listed; the new team has the dates of the next meetings", true),
    H8("The transfer summary is written", false),
    H9("The sending manager has audited the file", true),
    H10("A joint visit or a handover meeting with the family was held and recorded", true),
    H11("Child, parents and professionals have been told why, when and who", true),
    H12("The receiving manager formally accepts", false),
    H13("The new worker and the manager read the file", false),
    H14("Brothers and sisters stay with one worker", false),
    H15("For another local authority: enquiries and assessments in progress are concluded", true);

    private final String what;
    private final boolean confirmed;

    ReadinessCondition(String what, boolean confirmed) {
        this.what = what;
        this.confirmed = confirmed;
    }

    public String what() {
        return what;
    }

    /** Whether the outgoing worker confirms it in the summary; the others follow from what is recorded. */
    public boolean confirmedByWorker() {
        return confirmed;
    }
}
