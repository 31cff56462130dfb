/** Remembering decisions, by content. */
@NullMarked
package dev.postern.cache;

import org.jspecify.annotations.NullMarked;
