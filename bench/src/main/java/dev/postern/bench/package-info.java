/** How fast Postern is, and against what. */
@NullMarked
package dev.postern.bench;

import org.jspecify.annotations.NullMarked;
