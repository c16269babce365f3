/** The doors: who may come in, which of the engine's calls pass, our own sign-in page, and tasks over REST. */
package org.throughline.workflow.web;
