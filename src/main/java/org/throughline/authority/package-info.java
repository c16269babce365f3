/** Who may act on a family, since when and why; the first wall of the gate. */
package org.throughline.authority;
