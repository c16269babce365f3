package org.throughline.replay;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** Whether everybody can read a page: what axe has against it, and nothing else asked, for the page of nine years is long. */
final class Readable {

    private static final String ASK = """
            async () => {
                const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
                const said = await axe.run(document, {runOnly: tags, resultTypes: ['violations'], iframes: false, preload: false});
                return said.violations.map(one => one.id + ' at ' + one.nodes[0].target + ' (' + one.nodes.length + ')').concat(said.passes.length > 5 ? [] : ['nothing was looked at']);
            }""";

    private Readable() {}

    /** With everything unfolded, so that nothing hides. */
    @SuppressWarnings("unchecked")
    static List<String> faults(Page window) {
        window.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })");
        window.evaluate(AxeBuilder.getAxeScript());
        List<String> faults = (List<String>) window.evaluate(ASK);
        window.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = false; })");
        return faults;
    }
}
