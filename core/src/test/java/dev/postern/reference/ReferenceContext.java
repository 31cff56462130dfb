package dev.postern.reference;

import dev.postern.directory.ResourceEntry;
import dev.postern.directory.Role;
import dev.postern.directory.Tag;
import dev.postern.directory.User;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.model.CheckRequest;
import dev.postern.model.ContextValue;
import dev.postern.model.Credentials;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The context of a request: what it says, what the directory knows of caller and owner, and the
 * defaults (R-12.1 to, N-2.6, N-2.7). Keys are folded names.
 */
final class ReferenceContext {
  private static final String PRINCIPAL_TAG = "aws:principaltag/";
  private static final String RESOURCE_TAG = "aws:resourcetag/";

  private final ReferenceWorld world;
  private final CheckRequest request;

  /** What the directory knows; the request cannot say it (N-2.6). */
  private final Map<String, ContextValue> known = new HashMap<>();

  /** What holds unless the request says otherwise (N-2.7). */
  private final Map<String, ContextValue> defaults = new HashMap<>();

  ReferenceContext(ReferenceWorld world, CheckRequest request, String owner, Instant now) {
    this.world = world;
    this.request = request;
    caller(request.caller());
    world
        .account(request.caller())
        .flatMap(world::membership)
        .ifPresent(membership -> {
          know("aws:PrincipalOrgID", membership.organizationId());
          know("aws:PrincipalOrgPaths", membership.path());
        });
    know("aws:ResourceAccount", owner);
    world
        .membership(owner)
        .ifPresent(membership -> {
          know("aws:ResourceOrgID", membership.organizationId());
          know("aws:ResourceOrgPaths", membership.path());
        });
    tags(RESOURCE_TAG, resourceTags(), defaults);
    byDefault("aws:CurrentTime", now.toString());
    byDefault("aws:EpochTime", Long.toString(now.getEpochSecond()));
  }

  /** What the request holds under a key. */
  ContextValue value(String foldedKey) {
    ContextValue ofDirectory = known.get(foldedKey);
    if (ofDirectory != null) {
      return ofDirectory;
    }
    ContextValue said = request.context().value(foldedKey);
    return said instanceof ContextValue.Absent
        ? defaults.getOrDefault(foldedKey, ContextValue.ABSENT)
        : said;
  }

  /** Whether a key is absent. */
  boolean isAbsent(String foldedKey) {
    return value(foldedKey) instanceof ContextValue.Absent;
  }

  /** The table of. */
  private void caller(Caller caller) {
    switch (caller) {
      case Caller.Root root -> {
        signed(root.label(), root.account(), "Account");
        know("aws:userid", root.account());
        credentials(root.credentials());
      }
      case Caller.User user -> {
        User found = world.user(user).orElseThrow();
        signed(found.arn(), found.account(), "User");
        know("aws:username", found.name());
        know("aws:userid", found.uniqueId());
        tags(PRINCIPAL_TAG, found.tags(), known);
        credentials(user.credentials());
      }
      case Caller.RoleSession session -> {
        Role role = world.role(session).orElseThrow();
        signed(role.arn(), role.account(), "AssumedRole");
        know("aws:userid", role.uniqueId() + ":" + session.sessionName());
        tags(PRINCIPAL_TAG, role.tags(), known);
        session(session.session());
      }
      case Caller.FederatedSession session -> {
        signed(session.label(), session.account(), "FederatedUser");
        know("aws:userid", session.account() + ":" + session.name());
        tags(PRINCIPAL_TAG, world.user(session).orElseThrow().tags(), known);
        session(session.session());
      }
      case Caller.Service service -> {
        know("aws:PrincipalIsAWSService", "true");
        know("aws:PrincipalServiceName", service.name());
        know("aws:PrincipalServiceNamesList", service.name());
      }
      case Caller.External external -> {
        know("aws:FederatedProvider", external.provider());
        external.claims().forEach((key, values) -> known.put(key, ContextValue.of(values)));
      }
      case Caller.Anonymous _ -> {
        know("aws:PrincipalAccount", "anonymous");
        know("aws:PrincipalType", "Anonymous");
        know("aws:userid", "anonymous");
      }
    }
  }

  /** */
  private void signed(String arn, String account, String type) {
    know("aws:PrincipalArn", arn);
    know("aws:PrincipalAccount", account);
    know("aws:PrincipalType", type);
    know("aws:PrincipalIsAWSService", "false");
  }

  /** */
  private void credentials(Credentials credentials) {
    if (credentials.kind() == Credentials.Kind.SESSION_TOKEN) {
      byDefault("aws:MultiFactorAuthPresent", Boolean.toString(credentials.madeWithMfa()));
      credentials.keys().forEach(this::byDefault);
    }
  }

  /** A role or federated session carries no MFA; its tags win. */
  private void session(Caller.Session session) {
    byDefault("aws:MultiFactorAuthPresent", "false");
    session.keys().forEach(this::byDefault);
    List<Tag> tags =
        session.tags().entrySet().stream().map(e -> new Tag(e.getKey(), e.getValue())).toList();
    tags(PRINCIPAL_TAG, tags, known);
  }

  /** Tags of exactly this resource (N-1.7). */
  private List<Tag> resourceTags() {
    return Optional.ofNullable(world.directory().resources().get(request.resource()))
        .map(ResourceEntry::tags)
        .orElse(List.of());
  }

  /** Keys compare ignoring case; two equal ones are ambiguous; earlier tags give way. */
  private static void tags(String prefix, List<Tag> tags, Map<String, ContextValue> values) {
    Map<String, ContextValue> own = new HashMap<>();
    for (Tag tag : tags) {
      own.merge(
          prefix + CaseFold.fold(tag.key()),
          ContextValue.of(tag.value()),
          (one, other) -> ContextValue.AMBIGUOUS);
    }
    values.putAll(own);
  }

  private void know(String key, String value) {
    known.put(CaseFold.fold(key), ContextValue.of(value));
  }

  private void byDefault(String key, String value) {
    defaults.put(CaseFold.fold(key), ContextValue.of(value));
  }
}
