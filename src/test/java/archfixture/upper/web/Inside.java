package archfixture.upper.web;

/** Not for other modules. */
public class Inside {}
