/** The process of an agreement in the engine, and its decision tables. */
package org.throughline.agreement.process;
