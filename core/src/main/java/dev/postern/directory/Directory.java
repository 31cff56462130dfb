package dev.postern.directory;

import dev.postern.policy.Fingerprint;
import dev.postern.policy.NamedPolicy;
import java.util.Map;

/**
 * The world at one moment: who exists, what is attached to whom. Immutable; a change makes a new
 * one that shares all that did not change.
 *
 * @param accounts the accounts held (N-2.4), by id
 * @param memberships where accounts stand in organizations, by account id; an account need not be
 *     held to stand there
 * @param managedPolicies by ARN, for session policies by ARN
 * @param resources by ARN
 * @param endpoints VPC endpoint policies by endpoint id
 * @param fingerprint of the content of all of it
 */
public record Directory(
    Map<String, Account> accounts,
    Map<String, Membership> memberships,
    Map<String, NamedPolicy> managedPolicies,
    Map<String, ResourceEntry> resources,
    Map<String, NamedPolicy> endpoints,
    Fingerprint fingerprint) {
  public Directory {
    accounts = Map.copyOf(accounts);
    memberships = Map.copyOf(memberships);
    managedPolicies = Map.copyOf(managedPolicies);
    resources = Map.copyOf(resources);
    endpoints = Map.copyOf(endpoints);
  }
}
