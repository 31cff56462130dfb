package dev.postern.wire;

import com.fasterxml.jackson.core.JsonToken;
import dev.postern.config.ApiSettings;
import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.StatedContext;
import dev.postern.text.JsonPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the `principal` of a check, text or object (N-2.3), member by member in any order. */
final class PrincipalJson {
  private static final String FORMS =
      "names no principal; write a user, role, session or root ARN, a service name or `anonymous`";
  private static final String FEDERATED_USER = "federated-user/";

  private final JsonCursor cursor;
  private final JsonPath at;
  private final ApiSettings limits;

  private final Set<String> said = new LinkedHashSet<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, String> tags = new HashMap<>();
  private final List<String> policies = new ArrayList<>();
  private final List<String> policyArns = new ArrayList<>();
  private List<StatedContext.Entry> claims = List.of();

  private PrincipalJson(JsonCursor cursor, JsonPath at, ApiSettings limits) {
    this.cursor = cursor;
    this.at = at;
    this.limits = limits;
  }

  /** The caller under the cursor; null, with problems noted, if it is none. */
  static @Nullable Caller read(JsonCursor cursor, JsonPath at, ApiSettings limits)
      throws IOException {
    PrincipalJson reader = new PrincipalJson(cursor, at, limits);
    if (cursor.isText()) {
      String text = cursor.text(at, limits.maxArnCharacters());
      return text == null ? null : reader.named(at, text);
    }
    if (!cursor.isObject()) {
      cursor.refuse(at, "must be a text or an object");
      return null;
    }
    cursor.members(at, "an object", reader::member);
    return reader.caller();
  }

  private void member(String name, JsonPath place) throws IOException {
    said.add(name);
    switch (name) {
      case "arn", "service", "federated", "user" -> text(name, place, limits.maxArnCharacters());
      case "source_identity" -> text(name, place, limits.maxValueCharacters());
      case "token_issue_time" -> issueTime(place);
      case "mfa_age" -> mfaAge(place);
      case "temporary" -> temporary(place);
      case "claims" -> claims = ContextJson.read(cursor, place, limits);
      case "session_tags" -> tags(place);
      case "session_policies" ->
          cursor.elements(place, "a list of policy documents", this::sessionPolicy);
      case "session_policy_arns" ->
          cursor.elements(place, "a list of policy ARNs", this::sessionPolicyArn);
      case "token" -> {
        said.remove(name);
        cursor.refuse(place, "is read only where authenticators are configured");
      }
      default -> {
        said.remove(name);
        cursor.refuse(place, "is no member of a principal; remove it");
      }
    }
  }

  private void text(String name, JsonPath place, int longest) throws IOException {
    keep(name, place, cursor.text(place, longest));
  }

  private void keep(String name, JsonPath place, @Nullable String value) {
    if (value != null && value.isEmpty()) {
      cursor.note(place, "is empty; give it a value or leave it out");
    } else if (value != null) {
      texts.put(name, value);
    }
  }

  private void mfaAge(JsonPath place) throws IOException {
    String value = cursor.isNumber() ? cursor.scalar(place, "a number", 10) : "";
    if (value == null) {
      return;
    }
    if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      cursor.refuse(place, "must be a whole number of seconds");
      return;
    }
    texts.put("mfa_age", value);
  }

  private void issueTime(JsonPath place) throws IOException {
    if (cursor.isTruth()) {
      cursor.refuse(place, "must be a date, as text or as seconds since 1970");
    } else {
      keep(
          "token_issue_time",
          place,
          cursor.scalar(
              place, "a date, as text or as seconds since 1970", limits.maxValueCharacters()));
    }
  }

  private void temporary(JsonPath place) throws IOException {
    if (!cursor.isTruth()) {
      cursor.refuse(place, "must be true or false");
      return;
    }
    texts.put("temporary", cursor.is(JsonToken.VALUE_TRUE) ? "true" : "false");
  }

  private void tags(JsonPath place) throws IOException {
    cursor.members(
        place,
        "an object of tags",
        (key, tag) -> {
          if (key.length() > limits.maxKeyCharacters()) {
            cursor.refuse(
                tag, "the key is longer than " + limits.maxKeyCharacters() + " characters");
            return;
          }
          String value = cursor.text(tag, limits.maxValueCharacters());
          tags.put(key, value == null ? "" : value);
        });
    if (tags.size() > limits.maxContextKeys()) {
      cursor.note(
          place, "has " + tags.size() + " tags, at most " + limits.maxContextKeys() + " are read");
    }
  }

  private void sessionPolicy(JsonPath place) throws IOException {
    if (cursor.isObject()) {
      policies.add(cursor.slice().toString());
    } else {
      cursor.refuse(place, "must be a policy document, an object");
    }
  }

  private void sessionPolicyArn(JsonPath place) throws IOException {
    String arn = cursor.text(place, limits.maxArnCharacters());
    if (arn != null) {
      policyArns.add(arn);
    }
  }

  private @Nullable Caller caller() {
    List<String> names =
        said.stream()
            .filter(n -> n.equals("arn") || n.equals("service") || n.equals("federated"))
            .toList();
    if (names.size() != 1) {
      cursor.note(
          at,
          names.isEmpty()
              ? "says nobody; give one of `arn`, `service`, `federated`"
              : "says several principals: `" + String.join("` and `", names) + "`; keep one");
      return null;
    }
    String kind = names.getFirst();
    String name = texts.get(kind);
    if (name == null) {
      return null;
    }
    Caller plain =
        switch (kind) {
          case "arn" -> named(at.member(kind), name);
          case "service" -> service(at.member(kind), name);
          default -> external(at.member(kind), name);
        };
    return plain == null ? null : fitted().of(plain);
  }

  private PrincipalMembers fitted() {
    return new PrincipalMembers(
        said,
        texts,
        new Caller.Session(tags, policies, policyArns, Map.of()),
        (member, detail) -> cursor.note(at.member(member), detail));
  }

  private @Nullable Caller named(JsonPath place, String text) {
    Arn arn = Arn.parse(text).orElse(null);
    if (arn != null
        && arn.service().equals("sts")
        && arn.resource().startsWith(FEDERATED_USER)
        && arn.resource().length() > FEDERATED_USER.length()) {
      return federatedSession(place, arn);
    }
    Caller caller = PrincipalText.read(text).orElse(null);
    if (caller == null) {
      cursor.note(place, "`" + text + "` " + FORMS);
    }
    return caller;
  }

  private @Nullable Caller federatedSession(JsonPath place, Arn arn) {
    String user = texts.get("user");
    if (user == null) {
      if (!said.contains("user")) {
        cursor.note(at.member("user"), "is missing; a federated session needs the ARN of its user");
      }
      return null;
    }
    boolean regional = !arn.region().isEmpty();
    if (regional || arn.resource().indexOf('/', FEDERATED_USER.length()) >= 0) {
      cursor.note(place, "`" + arn + "` " + FORMS);
      return null;
    }
    Caller owner = PrincipalText.read(user).orElse(null);
    Arn userArn = Arn.parse(user).orElse(null);
    if (!(owner instanceof Caller.User)
        || userArn == null
        || !userArn.account().equals(arn.account())
        || !userArn.partition().equals(arn.partition())) {
      cursor.note(
          at.member("user"), "`" + user + "` is no user of the federated session's account");
      return null;
    }
    return new Caller.FederatedSession(
        arn.partition(),
        arn.account(),
        arn.resource().substring(FEDERATED_USER.length()),
        user,
        Caller.Session.PLAIN);
  }

  private @Nullable Caller service(JsonPath place, String name) {
    Caller caller = PrincipalText.read(name).orElse(null);
    if (caller instanceof Caller.Service) {
      return caller;
    }
    cursor.note(place, "`" + name + "` is no service principal; it ends in `.amazonaws.com`");
    return null;
  }

  private @Nullable Caller external(JsonPath place, String provider) {
    ClaimKeys keys = ClaimKeys.of(provider).orElse(null);
    if (keys == null) {
      cursor.note(
          place,
          "`" + provider + "` is no identity provider; write its ARN or the name of its issuer");
      return null;
    }
    Map<String, List<String>> named = new HashMap<>();
    for (StatedContext.Entry claim : claims) {
      if (named.put(keys.key(claim.key()), claim.values()) != null) {
        cursor.note(
            at.member("claims").member(claim.key()),
            "stands twice, in another spelling; say it once");
      }
    }
    return new Caller.External(provider, named);
  }
}
