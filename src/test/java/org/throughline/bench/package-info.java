/** The numbers of design/performance.md as far as there are some. Apart from {@code verify}; run by {@code ./mvnw -Pbench verify}. */
package org.throughline.bench;
