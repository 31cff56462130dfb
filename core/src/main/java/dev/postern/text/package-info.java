/** Policy text as text: where things are and what is wrong with them. */
@NullMarked
package dev.postern.text;

import org.jspecify.annotations.NullMarked;
