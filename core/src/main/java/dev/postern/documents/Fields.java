package dev.postern.documents;

import dev.postern.text.Json;
import dev.postern.text.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One object of a document, member by member. What is of the wrong kind is a problem. */
final class Fields {
  private final Json.Members object;
  private final Problems problems;

  Fields(Json.Members object, Problems problems) {
    this.object = object;
    this.problems = problems;
  }

  /** The object; empty, with a problem, if it is none. */
  static Optional<Fields> of(Json json, String what, Problems problems) {
    if (json instanceof Json.Members object) {
      return Optional.of(new Fields(object, problems));
    }
    problems.error(json.place(), what + " is an object (N-1.2)", "write {\"…\": …}");
    return Optional.empty();
  }

  /** Where the object stands. */
  Place place() {
    return object.place();
  }

  /** Where the value of a member stands; without the member, where the object does. */
  Place place(String name) {
    return value(name).map(Json::place).orElse(object.place());
  }

  Optional<Json> value(String name) {
    return object.get(name);
  }

  boolean has(String name) {
    return value(name).isPresent();
  }

  /** A string that is not empty. */
  Optional<String> text(String name) {
    Optional<Json> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Json.Text(String text, _) && !text.isEmpty()) {
      return Optional.of(text);
    }
    problems.error(
        value.get().place(),
        "`" + name + "` is no string, or an empty one (N-1.3)",
        "write a text in quotes");
    return Optional.empty();
  }

  /** A string that has to be there; without it, where it is missing is a problem. */
  Optional<String> required(String name, String what, String rule) {
    if (!has(name)) {
      problems.error(place(), what + " has no `" + name + "` (" + rule + ")", "add `" + name + "`");
      return Optional.empty();
    }
    return text(name);
  }

  /** True or false; false where there is no such member. */
  boolean truth(String name) {
    Optional<Json> value = value(name);
    if (value.isEmpty()) {
      return false;
    }
    if (value.get() instanceof Json.Truth(String text, _)) {
      return text.equals("true");
    }
    problems.error(
        value.get().place(),
        "`" + name + "` is neither true nor false (N-1.3)",
        "write true or false, without quotes");
    return false;
  }

  /** The elements of a list; none where there is no such member. */
  List<Json> list(String name) {
    Optional<Json> value = value(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Json.Elements list) {
      return list.elements();
    }
    problems.error(value.get().place(), "`" + name + "` is no list (N-1.2)", "write […]");
    return List.of();
  }

  /** The objects of a list. */
  List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (Json element : list(name)) {
      of(element, "an element of `" + name + "`", problems).ifPresent(objects::add);
    }
    return objects;
  }

  /** The strings of a list. */
  List<Reference> texts(String name) {
    List<Reference> texts = new ArrayList<>();
    for (Json element : list(name)) {
      if (element instanceof Json.Text(String text, Place place)) {
        texts.add(new Reference(text, place));
      } else {
        problems.error(
            element.place(),
            "an element of `" + name + "` is no string (N-1.2)",
            "write a text in quotes");
      }
    }
    return texts;
  }

  /** Notes the members that are not known (N-1.3), each name once in a document. */
  void noteUnknown(String what, Predicate<String> known) {
    for (Json.Member member : object.members()) {
      if (!known.test(member.name())) {
        problems.note(
            member.place(),
            "unknown field `" + member.name() + "` of " + what + " is ignored (N-1.3)",
            "remove it, or correct its name");
      }
    }
  }
}
