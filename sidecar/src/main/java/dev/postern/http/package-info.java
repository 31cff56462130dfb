/** The HTTP doors: check API and operation. */
@NullMarked
package dev.postern.http;

import org.jspecify.annotations.NullMarked;
