/** The engine as the obligation module sees it. */
package org.throughline.obligation.process;
