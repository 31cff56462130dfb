package dev.postern.reference;

import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.directory.EvaluationSettings.UnknownOwner;
import dev.postern.directory.Membership;
import dev.postern.directory.ResourceEntry;
import dev.postern.directory.Role;
import dev.postern.directory.User;
import dev.postern.explain.Explanation.OwnerSource;
import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.model.CheckRequest;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/** Who and what a request speaks of, looked up in a directory. */
record ReferenceWorld(Directory directory, EvaluationSettings settings) {

  /** The owner of a resource and how it was found; an empty account if nothing tells it. */
  record Owner(String account, OwnerSource source) {}

  /** The account of a caller; empty for anonymous, service and external callers. */
  Optional<String> account(Caller caller) {
    return switch (caller) {
      case Caller.Root root -> Optional.of(root.account());
      case Caller.User user -> Arn.parse(user.arn()).map(Arn::account);
      case Caller.RoleSession session -> Optional.of(session.role().account());
      case Caller.FederatedSession session -> Optional.of(session.account());
      case Caller.Service _, Caller.External _, Caller.Anonymous _ -> Optional.empty();
    };
  }

  /** Whether there is such a caller (N-2.4). */
  boolean exists(Caller caller) {
    return switch (caller) {
      case Caller.Root root -> directory.accounts().containsKey(root.account());
      case Caller.User _, Caller.FederatedSession _ -> user(caller).isPresent();
      case Caller.RoleSession _ -> role(caller).isPresent();
      case Caller.Service _, Caller.External _, Caller.Anonymous _ -> true;
    };
  }

  /** The user who calls, or who made the federated session that calls. */
  Optional<User> user(Caller caller) {
    return switch (caller) {
      case Caller.User user -> user(user.arn());
      case Caller.FederatedSession session ->
          user(session.userArn()).filter(user -> user.account().equals(session.account()));
      case Caller.Root _,
          Caller.RoleSession _,
          Caller.Service _,
          Caller.External _,
          Caller.Anonymous _ ->
          Optional.empty();
    };
  }

  private Optional<User> user(String arn) {
    return Arn.parse(arn)
        .map(Arn::account)
        .map(directory.accounts()::get)
        .map(account -> account.users().get(arn));
  }

  /** The role whose session calls: its name ignoring case, its path exactly if said (N-2.3). */
  Optional<Role> role(Caller caller) {
    if (!(caller instanceof Caller.RoleSession session)) {
      return Optional.empty();
    }
    Caller.RoleReference wanted = session.role();
    return Optional.ofNullable(directory.accounts().get(wanted.account()))
        .map(account -> account.roles().get(CaseFold.fold(wanted.name())))
        .filter(role -> partition(role.arn()).equals(wanted.partition()))
        .filter(role ->
            wanted.path().equals(Caller.RoleReference.ANY_PATH)
                || wanted.path().equals(role.path()));
  }

  private static String partition(String arn) {
    return Arn.parse(arn).map(Arn::partition).orElse("");
  }

  /** The role that a resource is: its name ignoring case, its path exactly. */
  Optional<Role> roleOf(String resource) {
    Optional<Arn> arn = Arn.parse(resource);
    if (arn.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(directory.accounts().get(arn.get().account())).stream()
        .flatMap(account -> account.roles().values().stream())
        .filter(role -> withFoldedName(role.arn()).equals(withFoldedName(resource)))
        .findFirst();
  }

  private static String withFoldedName(String arn) {
    int name = arn.lastIndexOf('/') + 1;
    return arn.substring(0, name) + CaseFold.fold(arn.substring(name));
  }

  /** The owner of the resource (N-2.5, R-12.4). */
  Owner owner(CheckRequest request) {
    if (!request.resourceAccount().equals(CheckRequest.UNSAID)) {
      return new Owner(request.resourceAccount(), OwnerSource.REQUEST);
    }
    Optional<ResourceEntry> entry =
        governing(request.resource(), candidate -> !candidate.account().isEmpty());
    if (entry.isPresent()) {
      return new Owner(entry.get().account(), OwnerSource.ENTRY);
    }
    Optional<String> ofArn =
        Arn.parse(request.resource()).map(Arn::account).filter(a -> a.matches("[0-9]{12}"));
    if (ofArn.isPresent()) {
      return new Owner(ofArn.get(), OwnerSource.ARN);
    }
    Optional<String> caller = account(request.caller());
    boolean callerOwns =
        settings.unknownOwner() == UnknownOwner.CALLER || request.resource().equals("*");
    if (caller.isPresent() && callerOwns) {
      return new Owner(caller.get(), OwnerSource.CALLER);
    }
    return new Owner("", OwnerSource.UNKNOWN);
  }

  /** The longest entry that governs a resource and has what is asked for (N-1.7). */
  Optional<ResourceEntry> governing(String resource, Predicate<ResourceEntry> having) {
    return directory.resources().values().stream()
        .filter(entry -> entry.governs(resource))
        .filter(having)
        .max(Comparator.comparing(entry -> entry.arn().length()));
  }

  /** The place of an account in its organization. */
  Optional<Membership> membership(String account) {
    return Optional.ofNullable(directory.memberships().get(account));
  }
}
