/** Messages to core words and back; addresses to sockets. */
@NullMarked
package dev.postern.wire;

import org.jspecify.annotations.NullMarked;
