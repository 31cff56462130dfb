package dev.postern.examples;

import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.model.Credentials;
import dev.postern.text.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the principal of a request, text or object (N-2.3). For data that is known to be good. */
final class Principal {
  private Principal() {}

  static Caller read(Json json) {
    if (json instanceof Json.Members object) {
      return ofObject(object);
    }
    return ofText(Trees.asText(json), Caller.Session.PLAIN, Credentials.LONG_TERM);
  }

  private static Caller ofObject(Json.Members object) {
    if (object.get("service").isPresent()) {
      return new Caller.Service(Trees.text(object, "service", ""));
    }
    if (object.get("federated").isPresent()) {
      return new Caller.External(Trees.text(object, "federated", ""), claims(object));
    }
    String arn = Trees.text(object, "arn", "");
    if (object.get("user").isPresent()) {
      Arn session = Arn.parse(arn).orElseThrow();
      return new Caller.FederatedSession(
          session.partition(),
          session.account(),
          session.resource().substring("federated-user/".length()),
          Trees.text(object, "user", ""),
          session(object));
    }
    return ofText(arn, session(object), credentials(object));
  }

  private static Caller ofText(String text, Caller.Session session, Credentials credentials) {
    if (text.equals("anonymous")) {
      return new Caller.Anonymous();
    }
    if (!text.startsWith("arn:")) {
      return new Caller.Service(text);
    }
    Arn arn = Arn.parse(text).orElseThrow();
    String resource = arn.resource();
    if (resource.equals("root")) {
      return new Caller.Root(arn.partition(), arn.account(), credentials);
    }
    if (resource.startsWith("user/")) {
      return new Caller.User(text, credentials);
    }
    int slash = resource.lastIndexOf('/');
    if (resource.startsWith("role/")) {
      String path = resource.substring("role".length(), slash + 1);
      return new Caller.RoleSession(
          role(arn, resource.substring(slash + 1), path), "check", session);
    }
    if (resource.startsWith("assumed-role/")) {
      String name = resource.substring("assumed-role/".length(), slash);
      return new Caller.RoleSession(
          role(arn, name, Caller.RoleReference.ANY_PATH), resource.substring(slash + 1), session);
    }
    throw new IllegalArgumentException("`" + text + "` names no caller");
  }

  private static Caller.RoleReference role(Arn arn, String name, String path) {
    return new Caller.RoleReference(arn.partition(), arn.account(), name, path);
  }

  private static Caller.Session session(Json.Members object) {
    Map<String, String> tags = new HashMap<>();
    object
        .get("session_tags")
        .map(Trees::asObject)
        .ifPresent(o -> o.members().forEach(m -> tags.put(m.name(), Trees.asText(m.value()))));
    List<String> policies =
        Trees.list(object, "session_policies").stream().map(Trees::print).toList();
    List<String> arns =
        Trees.list(object, "session_policy_arns").stream().map(Trees::asText).toList();
    Map<String, String> keys = new HashMap<>();
    keep(object, "token_issue_time", Caller.TOKEN_ISSUE_TIME, keys);
    keep(object, "source_identity", Caller.SOURCE_IDENTITY, keys);
    return new Caller.Session(tags, policies, arns, keys);
  }

  private static Credentials credentials(Json.Members object) {
    Map<String, String> keys = new HashMap<>();
    keep(object, "token_issue_time", Caller.TOKEN_ISSUE_TIME, keys);
    keep(object, "mfa_age", Caller.MFA_AGE, keys);
    boolean temporary = Trees.text(object, "temporary", "false").equals("true") || !keys.isEmpty();
    return temporary
        ? new Credentials(Credentials.Kind.SESSION_TOKEN, keys)
        : Credentials.LONG_TERM;
  }

  private static void keep(Json.Members object, String name, String key, Map<String, String> keys) {
    object.get(name).ifPresent(value -> keys.put(key, Trees.asText(value)));
  }

  private static Map<String, List<String>> claims(Json.Members object) {
    Map<String, List<String>> claims = new HashMap<>();
    object
        .get("claims")
        .map(Trees::asObject)
        .ifPresent(o ->
            o.members()
                .forEach(m ->
                    claims.put(
                        CaseFold.fold(m.name()),
                        Trees.asList(m.value()).stream().map(Trees::asText).toList())));
    return claims;
  }
}
