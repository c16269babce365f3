/** The handover in the engine: the adapter, the guard of its tasks, its timers and its tables. */
package org.throughline.handover.process;
