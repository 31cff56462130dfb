/**
 * What a decision rests on, as data: layers, matched statements, near misses, keys, evaluation
 * errors.
 */
@NullMarked
package dev.postern.explain;

import org.jspecify.annotations.NullMarked;
