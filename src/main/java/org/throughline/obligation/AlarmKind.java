package org.throughline.obligation;

/** What can be wrong between the record and the engine, each with what to do next (domain 6). While a timer is dead the watchdog climbs in its place. */
public enum AlarmKind {
    INSTANCE_MISSING("Something runs by the record, and the engine has no process for it.",
            "Withdraw it and ask for it again: nothing that was read or written is lost."),
    INSTANCE_TWICE("The engine runs two processes for one thing of the record.",
            "Ask whoever runs the database to end the younger one; the record takes each step once, whatever happens."),
    INSTANCE_WITHOUT_RECORD("The engine runs a process for something that does not run by the record.",
            "Ask whoever runs the database to end it: no step of it counts."),
    INSTANCE_SUSPENDED("A process is suspended: its step cannot be done and its timer does not run.",
            "Have it activated (operations, Alarms) and ask who suspended it."),
    DEFINITION_SUSPENDED("A process model is suspended: nothing of its kind can begin or go on.",
            "Have it activated (operations, Alarms) and ask who suspended it."),
    TIMERS_SUSPENDED("The timers of one step are suspended for every process of a model.",
            "Have them activated (operations, Alarms) and ask who suspended them."),
    STEP_WITHOUT_TASK("A step waits by the record, and nobody has a task for it.",
            "Withdraw it and ask for it again: nothing that was read or written is lost."),
    TASK_AT_ANOTHER_STEP("Somebody has a task for a step at which the record does not stand.",
            "Look whether the model was changed lately; then withdraw it and ask for it again."),
    TASK_WITHOUT_OBLIGATION("A task waits, and no open obligation says by when.",
            "Have the person do the task or give it back: without an obligation nobody hears when it is late."),
    TASK_WITH_NOBODY("A task waits and is with nobody.",
            "Give the step to somebody on the page of the handover."),
    TASK_DUE_DIFFERS("A task shows another due moment than its obligation has.",
            "Tell the person by when it is due: the obligation counts, not the task."),
    TIMER_MISSING("A step waits without a timer.",
            "Nothing is forgotten: the watchdog tells the next level itself; ask who took the timer away."),
    TIMER_DUE_DIFFERS("A timer will run at another moment than its obligation is due.",
            "Nothing is forgotten: the watchdog tells the next level itself; ask who moved the timer."),
    JOB_SUSPENDED("A timer is suspended.",
            "Have it activated (operations, Alarms) and ask who suspended it."),
    JOB_EXHAUSTED("A timer failed so often that it is not tried again.",
            "Open it in Cockpit, read why it failed, and give it another try there."),
    JOB_LOCKED("A node holds a timer and does not run it.",
            "Restart the node that is named in the log as not answering; another one takes the timer over."),
    JOB_NOT_RUN("A timer is due and no node runs it.",
            "Look whether any node still runs timers, and restart those that do not."),
    LADDER_MISSING("Something late has begun to climb, and the engine has no ladder for it.",
            "Nothing is forgotten: the watchdog tells the next level itself; ask who ended the ladder."),
    LATE_AND_NOBODY_TOLD("Something was late and nobody had been told of it.",
            "The watchdog has told the next level; look why no timer did."),
    MANY_LATE("More is late than is told in one round, and no timer tells it. The most late are told first.",
            "Look why so many timers did not run: did every node stand still, or the database? The watchdog goes on by itself, round by round."),
    SIGN_IN_NOT_ENTERED("Somebody signed in at Keycloak whom the organisation does not know.",
            "Enter the person in the organisation with this user name, or close the login in Keycloak. Until then they can do nothing here."),
    SIGN_IN_ROLES_DIFFER("Somebody signed in whose roles in Keycloak and in the organisation differ.",
            "Ask the person's manager which is right, and change the other. Until then they can do nothing here."),
    SIGN_IN_INCOMPLETE("Keycloak let somebody in without saying who.",
            "See that the client sends preferred_username and sub (scopes profile and basic). Until then nobody comes in that way."),
    SIGN_IN_OTHER_LOGIN("Somebody came with the user name of a person here, and with another login than that person's.",
            "Ask that person, by voice, whether their login was made anew or renamed. If so, release it on the page Logins; if not, close the other login in Keycloak."),
    IDENTITY_PROVIDER_SILENT("Keycloak has not told for a while which logins are closed.",
            "See whether Keycloak answers and the client's secret is right. Whoever is signed in goes on; nobody else can sign in."),
    LOGINS_VANISHED("More than half of the logins have vanished from Keycloak at once.",
            "See whether the client may still read the users of the realm. Where the logins have really gone, say so on the page Logins; until then nothing is concluded from a login that is missing."),
    MAIL_NOT_DELIVERED("Mail to somebody does not arrive.",
            "Correct the person's mailbox in the organisation's table, and tell them by other means until then."),
    ROOT_MISSED("A day went by without a signed root over the record, or the next one does not come.",
            "Look whether throughline.roots.keys is set and a node ran at night; the next run makes one. Ask what happened in between, and verify the record."),
    ROOT_NOT_COPIED("The copy of the roots in the file is missing, cannot be written, or is not what the database holds.",
            "Look at throughline.roots.file on this node. Where the two differ, keep both and verify the record against the mailed roots before anything else."),
    ROOT_NOT_MAILED("No root has left this machine by mail for too long.",
            "Have the mail server looked at: until a root has gone out, only the file stands against a change of the database."),
    RECORD_CHANGED("The record is not what it was: an entry that was filed is gone, or another one stands in its place.",
            "Touch nothing. Verify the record (operations, The daily root), call whoever answers for the data, and go back to the last backup that verifies."),
    MODEL_NOT_REPLACED("A process model came with a new version of the application and was not put over an administrator's own.",
            "Compare the two in Cockpit; deploy the packaged one with your changes, or remove your own version, then restart.");

    private final String inWords;
    private final String next;

    AlarmKind(String inWords, String next) {
        this.inWords = inWords;
        this.next = next;
    }

    /** What is wrong, in one sentence. */
    public String inWords() {
        return inWords;
    }

    /** What to do next, in one sentence. */
    public String next() {
        return next;
    }
}
