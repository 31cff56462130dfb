/** Where the directory comes from: a folder of files, watched. */
@NullMarked
package dev.postern.sources;

import org.jspecify.annotations.NullMarked;
