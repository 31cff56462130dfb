/** Policies compiled for speed, and the walk that answers a check. */
@NullMarked
package dev.postern.engine;

import org.jspecify.annotations.NullMarked;
