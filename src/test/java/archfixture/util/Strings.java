package archfixture.util;

final class Strings {

    private Strings() {}
}
