/**
 * The meaning of a decision, written a second time: slow, obvious, beside the rules, sharing
 * nothing with the engine; and the tests that hold the engine to it.
 */
@NullMarked
package dev.postern.reference;

import org.jspecify.annotations.NullMarked;
