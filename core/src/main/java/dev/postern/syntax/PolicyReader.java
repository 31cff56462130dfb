package dev.postern.syntax;

import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Statement;
import dev.postern.policy.Version;
import dev.postern.text.Json;
import dev.postern.text.JsonLimits;
import dev.postern.text.JsonPath;
import dev.postern.text.JsonReader;
import dev.postern.text.Outcome;
import dev.postern.text.Place;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads policy documents by the grammar (section 1) and the rules of their type (section 2 of
 * IAM-SEMANTICS). All problems are reported: errors for what AWS never stores, warnings for what it
 * stores and never matches or would refuse at a write.
 */
public final class PolicyReader {
  /** Longest text and deepest nesting. */
  public static final JsonLimits LIMITS = new JsonLimits(131_072, 32);

  private static final List<String> KEYS = List.of("Version", "Id", "Statement");
  private static final List<String> KEYS_TOLERATED =
      List.of("Version", "Id", "Statement", "Conditions");

  private final Findings findings;
  private final Elements elements;
  private final PolicyType type;

  private PolicyReader(Findings findings, PolicyType type) {
    this.findings = findings;
    this.elements = new Elements(findings);
    this.type = type;
  }

  /** Reads policy text; also holds it to the allowed characters and length. */
  public static Outcome<Policy> parse(Source source, PolicyType type) {
    return parse(source, JsonPath.ROOT, type);
  }

  /** As {@link #parse(Source, PolicyType)}, of text that stands in another document at a path. */
  public static Outcome<Policy> parse(Source source, JsonPath base, PolicyType type) {
    return switch (JsonReader.read(source, base, LIMITS)) {
      case Outcome.Refused<Json>(var problems) -> new Outcome.Refused<>(problems);
      case Outcome.Read<Json>(Json json, _) -> {
        Findings findings = new Findings(source);
        characters(source, base, findings);
        yield new PolicyReader(findings, type).document(json);
      }
    };
  }

  /**
   * Reads a policy that was read as JSON, perhaps as part of a larger document; {@code source}
   * gives the excerpts.
   */
  public static Outcome<Policy> read(Source source, Json json, PolicyType type) {
    return new PolicyReader(new Findings(source), type).document(json);
  }

  /** Index of the first character that no policy may have; -1 if there is none. */
  static int forbiddenCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xFF || (c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
        return i;
      }
    }
    return -1;
  }

  private static void characters(Source source, JsonPath base, Findings findings) {
    String text = source.text();
    int offset = forbiddenCharacter(text);
    if (offset >= 0) {
      int line = 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
      int column = offset - text.lastIndexOf('\n', offset);
      int codePoint = text.codePointAt(offset);
      findings.error(
          new Place(source.name(), base, line, column),
          "the character U+%04X is not allowed in a policy (R-1.1)".formatted(codePoint),
          "write it as a JSON escape");
    }
  }

  private Outcome<Policy> document(Json json) {
    if (!(json instanceof Json.Members object)) {
      findings.error(
          json.place(),
          "a policy is a JSON object (R-1.1)",
          "write {\"Version\": …, \"Statement\": …}");
      return findings.outcome(PolicyReader::impossible);
    }
    Map<String, Json.Member> members =
        elements.known(
            object, object.get("Conditions").isPresent() ? KEYS_TOLERATED : KEYS, "R-1.3");
    Version version = version(object.place(), members.get("Version"));
    Json.Member id = members.get("Id");
    String idText = id == null ? "" : elements.text(id, "R-1.11").map(Json.Text::value).orElse("");
    List<Statement> statements = statements(object.place(), version, members.get("Statement"));
    return findings.outcome(() -> new Policy(version, idText, statements));
  }

  private Version version(Place place, Json.@Nullable Member member) {
    Version version = Version.V2008;
    Place where = place;
    if (member != null) {
      where = member.value().place();
      String text = elements.text(member, "R-1.7").map(Json.Text::value).orElse(version.text());
      List<Version> found =
          Arrays.stream(Version.values()).filter(v -> v.text().equals(text)).toList();
      if (found.isEmpty()) {
        findings.error(where, "unknown `Version` `" + text + "` (R-1.7)", "write \"2012-10-17\"");
        return Version.V2012;
      }
      version = found.getFirst();
    }
    boolean later =
        switch (type) {
          case SERVICE_CONTROL, RESOURCE_CONTROL -> true;
          case IDENTITY, BOUNDARY, SESSION, RESOURCE, TRUST, ENDPOINT -> false;
        };
    if (later && version != Version.V2012) {
      findings.error(
          where,
          type.phrase() + " has `Version` 2012-10-17 (R-1.10)",
          "add \"Version\": \"2012-10-17\"");
    }
    return version;
  }

  private List<Statement> statements(Place place, Version version, Json.@Nullable Member member) {
    List<Statement> statements = new ArrayList<>();
    if (member == null) {
      findings.error(place, "a policy has no `Statement` (R-1.12)", "add `Statement`");
      return statements;
    }
    List<Json> parts = Elements.parts(member.value());
    if (parts.isEmpty()) {
      findings.error(
          member.value().place(), "`Statement` is an empty list (R-1.12)", "add a statement");
    }
    StatementReader reader = new StatementReader(findings, type, version);
    for (Json part : parts) {
      if (part instanceof Json.Members object) {
        statements.add(reader.read(object));
      } else {
        findings.error(part.place(), "a statement is an object (R-1.12)", "write {\"Effect\": …}");
      }
    }
    return statements;
  }

  private static Policy impossible() {
    throw new IllegalStateException("an error leaves no policy");
  }
}
