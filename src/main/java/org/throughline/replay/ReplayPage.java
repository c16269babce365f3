package org.throughline.replay;

/** The result as one page. */
final class ReplayPage {
    private final ReplayResult result;
    ReplayPage(ReplayResult result) { this.result = result; }
    String html() { return "<html></html>"; }
}
