/** What is counted, and how it is shown. */
@NullMarked
package dev.postern.metrics;

import org.jspecify.annotations.NullMarked;
