/**
 * The policy decision point, put together: publish a directory, admit a request, answer a check.
 */
@NullMarked
package dev.postern.pdp;

import org.jspecify.annotations.NullMarked;
