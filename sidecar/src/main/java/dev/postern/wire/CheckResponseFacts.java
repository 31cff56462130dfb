package dev.postern.wire;

import dev.postern.pdp.Answer;

/**
 * What an answer to Envoy is made of.
 *
 * @param answer the decision and what the cache did
 * @param stamp where it comes from
 * @param principal how the caller is called; empty if there is none
 * @param detail what the reason leaves open, for example the class of an ambiguous path (E-4.7);
 *     from a closed list, never of the request; empty if there is nothing to add
 */
public record CheckResponseFacts(Answer answer, Stamp stamp, String principal, String detail) {}
