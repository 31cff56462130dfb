package dev.postern.policy;

/**
 * A policy where it is attached.
 *
 * @param name how reports call it
 * @param policy what it says
 */
public record NamedPolicy(PolicyName name, Policy policy) {}
