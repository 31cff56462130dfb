/** Between policy text and policy data, both ways. */
@NullMarked
package dev.postern.syntax;

import org.jspecify.annotations.NullMarked;
