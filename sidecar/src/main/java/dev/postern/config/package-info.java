/**
 * What an operator may set: one record for each room, read from file, environment and command line.
 */
@NullMarked
package dev.postern.config;

import org.jspecify.annotations.NullMarked;
