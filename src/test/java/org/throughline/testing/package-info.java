/** What tests of every module share: one real PostgreSQL per run, the owner's way in, a clock to move. */
package org.throughline.testing;
