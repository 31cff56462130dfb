package dev.postern.text;

import java.util.List;
import java.util.Optional;

/**
 * A JSON value (or what a YAML document says in the same terms) with the place of each part.
 * Duplicate members are kept.
 */
public sealed interface Json {
  /** Where the value begins. */
  Place place();

  /** An object; members in order, duplicates included. */
  record Members(List<Member> members, Place place) implements Json {
    public Members {
      members = List.copyOf(members);
    }

    /** The first member of this name. */
    public Optional<Json> get(String name) {
      for (Member member : members) {
        if (member.name().equals(name)) {
          return Optional.of(member.value());
        }
      }
      return Optional.empty();
    }
  }

  /** One member of an object. `place` is that of its name. */
  record Member(String name, Place place, Json value) {}

  /** An array. */
  record Elements(List<Json> elements, Place place) implements Json {
    public Elements {
      elements = List.copyOf(elements);
    }
  }

  /** A string, decoded. */
  record Text(String value, Place place) implements Json {}

  /** A number, as its own source text. */
  record Number(String sourceText, Place place) implements Json {}

  /** True or false, as its own source text. */
  record Truth(String sourceText, Place place) implements Json {}

  /** Null. */
  record Null(Place place) implements Json {}
}
