/** What a policy says, as plain data. */
@NullMarked
package dev.postern.policy;

import org.jspecify.annotations.NullMarked;
