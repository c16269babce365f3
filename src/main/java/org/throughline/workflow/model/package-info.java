/** Models: what they may contain, what they must keep, and how the packaged ones get into the engine. */
package org.throughline.workflow.model;
