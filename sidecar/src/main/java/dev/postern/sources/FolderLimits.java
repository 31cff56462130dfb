package dev.postern.sources;

/**
 * How much of a folder is read; more is an error.
 *
 * @param maxFiles how many files
 * @param maxFileBytes how long each
 */
public record FolderLimits(int maxFiles, int maxFileBytes) {}
