package dev.postern.documents;

import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyReader;
import dev.postern.text.Json;
import dev.postern.text.Outcome;
import dev.postern.text.Place;
import dev.postern.text.Source;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Reads policy documents: JSON objects, JSON text, or URL-encoded JSON text (N-1.3). */
final class PolicyDocuments {
  private final PolicyTexts texts;
  private final Problems problems;

  PolicyDocuments(PolicyTexts texts, Problems problems) {
    this.texts = texts;
    this.problems = problems;
  }

  /** The document under a name; empty, with a problem, if it is missing or not good. */
  Optional<Policy> read(Fields fields, String name, PolicyType type) {
    Optional<Json> json = fields.value(name);
    if (json.isEmpty()) {
      problems.error(
          fields.place(), type.phrase() + " has no `" + name + "` (N-1.3)", "add `" + name + "`");
    }
    return json.flatMap(j -> read(j, type));
  }

  private Optional<Policy> read(Json json, PolicyType type) {
    return switch (json) {
      case Json.Text(String text, Place place) ->
          texts.known(text, type).or(() -> parse(text, place, type));
      case Json.Members _, Json.Elements _, Json.Number _, Json.Truth _, Json.Null _ ->
          // excerpts are added with those of the file
          value(PolicyReader.read(new Source(json.place().source(), ""), json, type));
    };
  }

  private Optional<Policy> parse(String text, Place place, PolicyType type) {
    Optional<String> json = text.stripLeading().startsWith("%") ? decoded(text) : Optional.of(text);
    if (json.isEmpty()) {
      problems.error(
          place,
          "the document is not URL-encoded as it should be (N-1.3)",
          "write it as a JSON object");
      return Optional.empty();
    }
    Source inner = new Source(place.toString(), json.get());
    Optional<Policy> policy = value(PolicyReader.parse(inner, place.path(), type));
    policy.ifPresent(p -> texts.remember(text, type, p));
    return policy;
  }

  private Optional<Policy> value(Outcome<Policy> outcome) {
    problems.addAll(outcome.problems());
    return switch (outcome) {
      case Outcome.Read<Policy>(Policy policy, _) -> Optional.of(policy);
      case Outcome.Refused<Policy> _ -> Optional.empty();
    };
  }

  /** Percent-decoding of RFC 3986, as the AWS API encodes; a `+` is a `+`. */
  private static Optional<String> decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        if (c >= 0x80) {
          return Optional.empty();
        }
        bytes.write(c);
      } else if (i + 2 < text.length()
          && HexFormat.isHexDigit(text.charAt(i + 1))
          && HexFormat.isHexDigit(text.charAt(i + 2))) {
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
