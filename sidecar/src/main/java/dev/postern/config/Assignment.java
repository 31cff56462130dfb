package dev.postern.config;

/**
 * A setting as the command line says it.
 *
 * @param option how: {@code --set}, {@code --data}
 * @param path which
 * @param value as text; a list is YAML flow text
 */
public record Assignment(String option, String path, String value) {}
