package dev.postern.policy;

/**
 * How a policy is called in reports.
 *
 * @param type what it is used as
 * @param name ARN of a managed policy, name of an inline policy, id of an SCP, RCP or endpoint;
 *     empty where the owner says it all
 * @param owner ARN of the user, group, role or resource that carries it; empty for policies that
 *     stand alone
 */
public record PolicyName(PolicyType type, String name, String owner) {
  /** One text: the name, the owner, or `owner/name`. */
  @Override
  public String toString() {
    if (owner.isEmpty()) {
      return name;
    }
    return name.isEmpty() ? owner : owner + "#" + name;
  }
}
