package dev.postern.mapping;

/**
 * What was asked for over HTTP, taken apart.
 *
 * @param method as sent (E-2.10)
 * @param host canonical
 * @param path canonical, or none
 * @param rawQuery without the question mark; empty if there is none
 */
record HttpTarget(String method, Host host, CanonicalPath path, String rawQuery) {}
