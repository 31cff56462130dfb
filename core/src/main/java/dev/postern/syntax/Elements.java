package dev.postern.syntax;

import dev.postern.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of one object and the lists of texts in it. */
final class Elements {
  private final Findings findings;

  Elements(Findings findings) {
    this.findings = findings;
  }

  /** The members by name, first of each; a second one is an error. */
  Map<String, Json.Member> unique(Json.Members object) {
    Map<String, Json.Member> byName = new LinkedHashMap<>();
    for (Json.Member member : object.members()) {
      if (byName.putIfAbsent(member.name(), member) != null) {
        findings.error(
            member.place(),
            "`" + member.name() + "` stands twice in one object (R-1.4)",
            "keep one of them");
      }
    }
    return byName;
  }

  /** As {@link #unique}; a name that is not known is an error. */
  Map<String, Json.Member> known(Json.Members object, List<String> names, String rule) {
    Map<String, Json.Member> byName = unique(object);
    byName.forEach((name, member) -> {
      if (!names.contains(name)) {
        findings.error(
            member.place(), "unknown key `" + name + "` (" + rule + ")", Nearest.mend(name, names));
      }
    });
    return byName;
  }

  /** A string; anything else is an error. */
  Optional<Json.Text> text(Json.Member member, String rule) {
    if (member.value() instanceof Json.Text text) {
      return Optional.of(text);
    }
    findings.error(
        member.value().place(),
        "`" + member.name() + "` is no string (" + rule + ")",
        "write it as a string");
    return Optional.empty();
  }

  /** A string or a list of strings. */
  List<Json.Text> texts(Json.Member member, String rule) {
    List<Json.Text> texts = new ArrayList<>();
    for (Json part : parts(member.value())) {
      if (part instanceof Json.Text text) {
        texts.add(text);
      } else {
        findings.error(
            part.place(),
            "`" + member.name() + "` is neither a string nor a list of strings (" + rule + ")",
            "write strings");
      }
    }
    return texts;
  }

  /** As {@link #texts}; an empty list is an error. */
  List<Json.Text> someTexts(Json.Member member, String rule) {
    if (parts(member.value()).isEmpty()) {
      findings.error(
          member.value().place(),
          "`" + member.name() + "` is an empty list (" + rule + ")",
          "name at least one, or remove the statement");
    }
    return texts(member, rule);
  }

  /** The elements of a list; of anything else itself alone. */
  static List<Json> parts(Json value) {
    return value instanceof Json.Elements list ? list.elements() : List.of(value);
  }
}
