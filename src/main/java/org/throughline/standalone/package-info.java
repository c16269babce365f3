/** What a machine with nothing but a JDK needs: a real PostgreSQL of our own; absent where a server is configured. */
package org.throughline.standalone;
