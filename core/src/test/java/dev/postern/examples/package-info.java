/** The worked examples of IAM-SEMANTICS, section 15, read from data and asked of any decider. */
@NullMarked
package dev.postern.examples;

import org.jspecify.annotations.NullMarked;
