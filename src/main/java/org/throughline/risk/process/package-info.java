/** The decision table of the patterns in the engine. */
package org.throughline.risk.process;
