package org.throughline.handover;

/** The seven questions of the account (domain 5). The first is answered for each child. */
enum AccountQuestion {
    Q1("a day and a night of this child: who cares, who is well and sober, where and with whom do they sleep, who last saw them awake and alone"),
    Q2("what happened before, to this child and the children before"),
    Q3("the pattern, and how these adults function together as parents"),
    Q4("what protects, shown by what"),
    Q5("what we know only because a parent told us"),
    Q6("what would make you act today"),
    Q7("what you do not know, and whom you will ask");

    private final String about;

    AccountQuestion(String about) {
        this.about = about;
    }

    String field() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String about() {
        return about;
    }
}
