package dev.postern.engine;

import dev.postern.directory.Account;
import dev.postern.directory.Membership;
import dev.postern.model.ContextValue;
import dev.postern.policy.PolicyType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account with what every check that touches it needs. */
final class AccountNode {
  static final int ID_LENGTH = 12;

  /** No account at all. */
  static final AccountNode NONE = new AccountNode("", Standing.STRANGER, "", null);

  private final String id;
  private final Standing standing;
  private final String canonicalUserId;
  private final @Nullable Membership membership;
  private final ContextValue idValue;
  private final ContextValue organizationId;
  private final ContextValue organizationPath;
  private Plan.@Nullable Part serviceControl;
  private Plan.@Nullable Part resourceControl;

  private AccountNode(
      String id, Standing standing, String canonicalUserId, @Nullable Membership membership) {
    this.id = id;
    this.standing = standing;
    this.canonicalUserId = canonicalUserId;
    this.membership = membership;
    this.idValue = id.isEmpty() ? ContextValue.ABSENT : ContextValue.of(id);
    this.organizationId =
        membership == null ? ContextValue.ABSENT : ContextValue.of(membership.organizationId());
    this.organizationPath =
        membership == null ? ContextValue.ABSENT : ContextValue.of(membership.path());
  }

  /** An account of which the directory knows nothing. */
  static AccountNode stranger(String id) {
    return id.isEmpty() ? NONE : new AccountNode(id, Standing.STRANGER, "", null);
  }

  /** An account that the directory holds, or that stands in an organization. */
  static AccountNode of(String id, @Nullable Account held, @Nullable Membership membership) {
    return new AccountNode(
        id,
        held == null ? Standing.STRANGER : Standing.HELD,
        held == null ? "" : held.canonicalUserId(),
        membership);
  }

  /** Compiles SCPs and RCPs; takes over those of another if they are equal. */
  AccountNode compile(PolicySets sets, @Nullable AccountNode before) {
    if (membership != null && membership.standing() == Membership.Standing.MEMBER) {
      serviceControl =
          levels(
              membership.serviceControl(),
              PolicyType.SERVICE_CONTROL,
              sets,
              before == null ? null : before.serviceControl);
      resourceControl =
          levels(
              membership.resourceControl(),
              PolicyType.RESOURCE_CONTROL,
              sets,
              before == null ? null : before.resourceControl);
    }
    return this;
  }

  private static Plan.@Nullable Part levels(
      List<Membership.Level> levels, PolicyType type, PolicySets sets, Plan.@Nullable Part before) {
    if (levels.isEmpty()) {
      return null;
    }
    List<Pool> pools = levels.stream().map(level -> new Pool(type, level.policies())).toList();
    return new Plan.Part(
        before != null && before.pools().equals(pools) ? before.set() : sets.compiled(pools),
        pools,
        levels.stream().map(Membership.Level::id).toList());
  }

  /** The twelve digits that stand at a place, as a number; negative if they do not. */
  static long number(String text, int start) {
    if (text.length() < start + ID_LENGTH) {
      return -1;
    }
    long number = 0;
    for (int i = start; i < start + ID_LENGTH; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Empty for no account. */
  String id() {
    return id;
  }

  boolean isNone() {
    return this == NONE;
  }

  /** Whether the directory holds the account, with its users and roles. */
  boolean isHeld() {
    return standing == Standing.HELD;
  }

  /** What canonical-user principals name it by; empty if unknown. */
  String canonicalUserId() {
    return canonicalUserId;
  }

  ContextValue idValue() {
    return idValue;
  }

  ContextValue organizationId() {
    return organizationId;
  }

  ContextValue organizationPath() {
    return organizationPath;
  }

  /** The SCPs of a member account, level by level. */
  Plan.@Nullable Part serviceControl() {
    return serviceControl;
  }

  /** The RCPs of a member account, level by level. */
  Plan.@Nullable Part resourceControl() {
    return resourceControl;
  }

  private enum Standing {
    HELD,
    STRANGER
  }
}
