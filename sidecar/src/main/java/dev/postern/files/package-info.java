/** Text files: bytes to text, and YAML read in the terms of JSON, with places. */
@NullMarked
package dev.postern.files;

import org.jspecify.annotations.NullMarked;
