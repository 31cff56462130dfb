package dev.postern.documents;

import dev.postern.text.Json;
import dev.postern.text.Source;

/**
 * One file of a data directory.
 *
 * @param source its name and its text, for excerpts
 * @param json what it says
 */
public record Document(Source source, Json json) {}
