/** Walks of people through the running application, in a real browser. */
package org.throughline.walk;
