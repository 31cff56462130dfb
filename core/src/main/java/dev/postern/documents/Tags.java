package dev.postern.documents;

import dev.postern.directory.Tag;
import dev.postern.text.Json;
import dev.postern.text.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads `Tags`: a list of objects with `Key` and `Value`. */
final class Tags {
  private static final Set<String> KNOWN = Set.of("Key", "Value");

  private Tags() {}

  static List<Tag> read(Fields fields, Problems problems) {
    List<Tag> tags = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Fields tag : fields.objects("Tags")) {
      tag.noteUnknown("a tag", KNOWN::contains);
      Optional<String> key = tag.required("Key", "a tag", "N-1.3");
      if (key.isPresent() && !seen.add(key.get())) {
        problems.error(
            tag.place("Key"),
            "the tag `" + key.get() + "` stands twice (N-1.5)",
            "keep one of them");
      }
      Optional<String> value = value(tag, problems);
      if (key.isPresent() && value.isPresent()) {
        tags.add(new Tag(key.get(), value.get()));
      }
    }
    return tags;
  }

  /** The value of a tag may be empty. */
  private static Optional<String> value(Fields tag, Problems problems) {
    if (tag.value("Value").isPresent()
        && tag.value("Value").get() instanceof Json.Text(String text, Place _)) {
      return Optional.of(text);
    }
    problems.error(
        tag.place("Value"), "a tag has no string as `Value` (N-1.3)", "write a text in quotes");
    return Optional.empty();
  }
}
