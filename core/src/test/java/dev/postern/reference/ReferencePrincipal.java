package dev.postern.reference;

import dev.postern.directory.Account;
import dev.postern.directory.Role;
import dev.postern.directory.User;
import dev.postern.explain.Grant;
import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.policy.Effect;
import dev.postern.policy.Principals;
import dev.postern.policy.Principals.Entry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Principal elements (section 9). */
record ReferencePrincipal(ReferenceWorld world, Caller caller, Counted counted) {
  /** Which entries of an Allow count. */
  enum Counted {
    EVERY_KIND,
    /** `Federated` and `*`. */
    FEDERATED_ONLY
  }

  /**
   * How strongly the principal element of a statement matches the caller; NONE if it does not
   * . `NotPrincipal` with Allow never applies, nor does a statement with neither
   * (R-2.2).
   */
  Grant match(Principals element, Effect effect) {
    return switch (element.sense()) {
      case UNSTATED -> Grant.NONE;
      case LISTED ->
          element.entries().stream()
              .map(entry -> match(entry, effect))
              .max(Comparator.naturalOrder())
              .orElse(Grant.NONE);
      case ALL_BUT ->
          effect == Effect.ALLOW || isExempt(element.entries()) ? Grant.NONE : Grant.DIRECT;
    };
  }

  /** The table of. */
  private Grant match(Entry entry, Effect effect) {
    boolean everyone = entry.equals(new Entry(Principals.Kind.AWS, "*"));
    if (counted == Counted.FEDERATED_ONLY
        && effect == Effect.ALLOW
        && !everyone
        && entry.kind() != Principals.Kind.FEDERATED) {
      return Grant.NONE;
    }
    return switch (entry.kind()) {
      case AWS -> {
        if (everyone) {
          yield Grant.DIRECT;
        }
        yield namesAccount(entry) ? ofAccount() : matchOne(entry.text());
      }
      case SERVICE -> direct(caller instanceof Caller.Service s && s.name().equals(entry.text()));
      case FEDERATED ->
          direct(caller instanceof Caller.External e && e.provider().equals(entry.text()));
      case CANONICAL_USER -> namesAccount(entry) ? ofAccount() : Grant.NONE;
    };
  }

  private static Grant direct(boolean matches) {
    return matches ? Grant.DIRECT : Grant.NONE;
  }

  /** An account means its root user directly, the others by way of their identity policies. */
  private Grant ofAccount() {
    return caller instanceof Caller.Root ? Grant.DIRECT : Grant.ACCOUNT;
  }

  /** Whether an entry is the caller's account: its id, its root ARN, its canonical id. */
  private boolean namesAccount(Entry entry) {
    Optional<String> account = world.account(caller);
    if (account.isEmpty()) {
      return false;
    }
    return switch (entry.kind()) {
      case AWS ->
          entry.text().equals(account.get())
              || entry.text().equals("arn:" + partition() + ":iam::" + account.get() + ":root");
      case CANONICAL_USER ->
          Optional.ofNullable(world.directory().accounts().get(account.get()))
              .map(Account::canonicalUserId)
              .filter(id -> !id.isEmpty() && id.equals(entry.text()))
              .isPresent();
      case SERVICE, FEDERATED -> false;
    };
  }

  private String partition() {
    return Arn.parse(caller.label()).map(Arn::partition).orElse("");
  }

  /** A user, role, session or unique id. */
  private Grant matchOne(String text) {
    if (isSession(text)) {
      return Grant.DIRECT;
    }
    return switch (caller) {
      case Caller.User _ -> direct(isUser(text));
      case Caller.FederatedSession _ -> isUser(text) ? Grant.LIMITED : Grant.NONE;
      case Caller.RoleSession _ -> isRole(text) ? Grant.LIMITED : Grant.NONE;
      case Caller.Root _, Caller.Service _, Caller.External _, Caller.Anonymous _ -> Grant.NONE;
    };
  }

  /** The user who calls, or who made the federated session, by ARN or unique id. */
  private boolean isUser(String text) {
    Optional<User> user = world.user(caller);
    return user.isPresent()
        && (text.equals(user.get().arn()) || text.equals(user.get().uniqueId()));
  }

  /** The role whose session calls: by account and name ignoring case, or by unique id. */
  private boolean isRole(String text) {
    Optional<Role> role = world.role(caller);
    if (role.isEmpty()) {
      return false;
    }
    Optional<Arn> wanted = Arn.parse(text);
    if (wanted.isEmpty()) {
      return text.equals(role.get().uniqueId());
    }
    String resource = wanted.get().resource();
    return isAt(wanted.get(), "iam", role.get())
        && resource.startsWith("role/")
        && resource.substring(resource.lastIndexOf('/') + 1).equalsIgnoreCase(role.get().name());
  }

  /** The very session that calls: of a role or federated. */
  private boolean isSession(String text) {
    return switch (caller) {
      case Caller.FederatedSession session -> text.equals(session.label());
      case Caller.RoleSession session -> {
        Role role = world.role(session).orElseThrow();
        Optional<Arn> wanted = Arn.parse(text);
        String[] parts = wanted.map(Arn::resource).orElse("").split("/", 3);
        yield parts.length == 3
            && isAt(wanted.orElseThrow(), "sts", role)
            && parts[0].equals("assumed-role")
            && parts[1].equalsIgnoreCase(role.name())
            && parts[2].equals(session.sessionName());
      }
      case Caller.Root _, Caller.User _, Caller.Service _, Caller.External _, Caller.Anonymous _ ->
          false;
    };
  }

  private boolean isAt(Arn wanted, String service, Role role) {
    return wanted.partition().equals(partition())
        && wanted.service().equals(service)
        && wanted.region().isEmpty()
        && wanted.account().equals(role.account());
  }

  /** Whom a `NotPrincipal` exempts. */
  private boolean isExempt(List<Entry> entries) {
    if (hasBoundary()) {
      return false;
    }
    if (entries.contains(new Entry(Principals.Kind.AWS, "*"))) {
      return true;
    }
    boolean account = entries.stream().anyMatch(this::namesAccount);
    return switch (caller) {
      case Caller.Root _ -> account;
      case Caller.User _ -> account && names(entries, this::isUser);
      case Caller.RoleSession _ ->
          account && names(entries, text -> isRole(text) || isSession(text));
      case Caller.FederatedSession _ -> account && names(entries, this::isSession);
      case Caller.Service service ->
          entries.contains(new Entry(Principals.Kind.SERVICE, service.name()));
      case Caller.External external ->
          entries.contains(new Entry(Principals.Kind.FEDERATED, external.provider()));
      case Caller.Anonymous _ -> false;
    };
  }

  private static boolean names(List<Entry> entries, Predicate<String> isCaller) {
    return entries.stream()
        .anyMatch(entry -> entry.kind() == Principals.Kind.AWS && isCaller.test(entry.text()));
  }

  private boolean hasBoundary() {
    return world.user(caller).filter(user -> !user.boundary().isEmpty()).isPresent()
        || world.role(caller).filter(role -> !role.boundary().isEmpty()).isPresent();
  }
}
