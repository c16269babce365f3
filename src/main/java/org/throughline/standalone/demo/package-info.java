/** The waiting story of the embedded default: demo people, three families, and the first page that says what to try. */
package org.throughline.standalone.demo;
