package dev.postern.directory;

/** A tag as stored; keys compare ignoring case. */
public record Tag(String key, String value) {}
