/** The decision tables of the meetings in the engine. */
package org.throughline.meeting.process;
