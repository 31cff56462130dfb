package dev.postern.documents;

import dev.postern.text.Place;

/**
 * An account that a file makes the directory hold (N-2.4).
 *
 * @param id 12 digits
 * @param canonicalUserId as the file says it; empty if it does not
 * @param place where it is said
 */
record HeldAccount(String id, String canonicalUserId, Place place) {}
