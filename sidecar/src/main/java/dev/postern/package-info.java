/** Wiring and lifecycle. */
@NullMarked
package dev.postern;

import org.jspecify.annotations.NullMarked;
