package dev.postern.documents;

import dev.postern.policy.Fingerprint;
import java.util.Set;

/** What has an ARN of its own in an account file. */
enum EntityKind {
  USER(
      "user", "User", "AIDA", Set.of("UserPolicyList", "GroupList", "PermissionsBoundary", "Tags")),
  GROUP("group", "Group", "AGPA", Set.of("GroupPolicyList")),
  ROLE(
      "role",
      "Role",
      "AROA",
      Set.of(
          "RolePolicyList",
          "AssumeRolePolicyDocument",
          "InstanceProfileList",
          "PermissionsBoundary",
          "Tags",
          "RoleLastUsed",
          "Description",
          "MaxSessionDuration")),
  POLICY(
      "policy",
      "Policy",
      "ANPA",
      Set.of(
          "PolicyDocument",
          "PolicyVersionList",
          "DefaultVersionId",
          "AttachmentCount",
          "PermissionsBoundaryUsageCount",
          "IsAttachable",
          "Description",
          "UpdateDate",
          "Tags"));

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final Set<String> COMMON =
      Set.of("Path", "Arn", "CreateDate", "AttachedManagedPolicies");

  private final String word;
  private final String prefix;
  private final String idPrefix;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<String> own;

  EntityKind(String word, String prefix, String idPrefix, Set<String> own) {
    this.word = word;
    this.prefix = prefix;
    this.idPrefix = idPrefix;
    this.own = own;
  }

  /** As ARNs and messages say it. */
  String word() {
    return word;
  }

  String nameField() {
    return prefix + "Name";
  }

  String idField() {
    return prefix + "Id";
  }

  /** The field of its inline policies. */
  String inlineField() {
    return prefix + "PolicyList";
  }

  /** Whether the AWS API knows a field of this name. */
  boolean knows(String field) {
    return own.contains(field)
        || field.equals(nameField())
        || field.equals(idField())
        || COMMON.contains(field) && (this != POLICY || !field.equals("AttachedManagedPolicies"));
  }

  /** The unique id of an entity whose file says none: 21 characters, told by the ARN (N-1.4). */
  String uniqueId(String arn) {
    Fingerprint digest = new Fingerprint.Digester().add(arn).finish();
    StringBuilder id = new StringBuilder(idPrefix);
    for (int i = 0; i < 12; i++) {
      id.append(ALPHABET.charAt((int) (digest.a() >>> (5 * i)) & 31));
    }
    for (int i = 0; i < 5; i++) {
      id.append(ALPHABET.charAt((int) (digest.b() >>> (5 * i)) & 31));
    }
    return id.toString();
  }
}
