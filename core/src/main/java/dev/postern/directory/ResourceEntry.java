package dev.postern.directory;

import dev.postern.policy.NamedPolicy;
import java.util.List;

/**
 * What the directory says of a resource (N-1.7).
 *
 * @param arn the entry's ARN; it governs this resource and those whose ARN goes on after it with
 *     `/` or `:`
 * @param account the owner, 12 digits; empty if the entry says none and the ARN carries none
 * @param tags of exactly this resource
 * @param policy its resource policy; at most one
 * @param keyManager who manages a KMS key
 */
public record ResourceEntry(
    String arn, String account, List<Tag> tags, List<NamedPolicy> policy, KeyManager keyManager) {
  public ResourceEntry {
    tags = List.copyOf(tags);
    policy = List.copyOf(policy);
  }

  /** Whether this entry governs a resource (N-1.7). */
  public boolean governs(String resource) {
    return resource.startsWith(arn)
        && (resource.length() == arn.length()
            || resource.charAt(arn.length()) == '/'
            || resource.charAt(arn.length()) == ':');
  }

  /** Who manages a KMS key, as `KeyManager` of the KMS API says. */
  public enum KeyManager {
    CUSTOMER,
    AWS
  }
}
