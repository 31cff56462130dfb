/** Who is calling (NATIVE section 4). */
@NullMarked
package dev.postern.identity;

import org.jspecify.annotations.NullMarked;
