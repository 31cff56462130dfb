/** Data-directory documents (NATIVE section 1) read into a Directory; no files, no clock. */
@NullMarked
package dev.postern.documents;

import org.jspecify.annotations.NullMarked;
