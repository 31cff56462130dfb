package dev.postern.files;

import dev.postern.text.Json;
import dev.postern.text.JsonLimits;
import dev.postern.text.JsonPath;
import dev.postern.text.Outcome;
import dev.postern.text.Place;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document by the JSON schema: a plain scalar is null, true, false or a number
 * only where JSON would have it so, else it is text; {@code Version: 2012-10-17} is the text it
 * looks like. Anchors, aliases and tags are refused, and so are keys that are no text. Every part
 * keeps its place; duplicate members are kept. Ill-formed text has exactly one problem.
 */
public final class YamlReader {
  private final Source source;
  private final JsonLimits limits;
  private final Iterator<Event> events;
  private final Offsets offsets;

  private YamlReader(Source source, JsonLimits limits, Iterator<Event> events, Offsets offsets) {
    this.source = source;
    this.limits = limits;
    this.events = events;
    this.offsets = offsets;
  }

  /** Reads a whole text. */
  public static Outcome<Json> read(Source source, JsonLimits limits) {
    int length = source.text().length();
    if (length > limits.maxCharacters()) {
      return refused(
          Problem.error(
              source,
              new Place(source.name(), JsonPath.ROOT, 1, 1),
              "the text has "
                  + length
                  + " characters, at most "
                  + limits.maxCharacters()
                  + " are read",
              "make it shorter"));
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setCodePointLimit(Integer.MAX_VALUE)
            .setParseComments(false)
            .build();
    Offsets offsets = new Offsets(source.text());
    try {
      Iterator<Event> events = new Parse(settings).parseString(source.text()).iterator();
      return new Outcome.Read<>(
          new YamlReader(source, limits, events, offsets).document(), List.of());
    } catch (IllFormed e) {
      return refused(e.problem);
    } catch (YamlEngineException e) {
      return refused(problem(source, offsets, e));
    }
  }

  private static Outcome<Json> refused(Problem problem) {
    return new Outcome.Refused<>(List.of(problem));
  }

  private Json document() throws IllFormed {
    events.next();
    Event start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      throw illFormed(here(start, JsonPath.ROOT), "the text is empty", "write a YAML mapping");
    }
    Json json = value(events.next(), JsonPath.ROOT, 0);
    events.next();
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw illFormed(
          here(end, JsonPath.ROOT),
          "a second document in one text",
          "write one file for each document");
    }
    return json;
  }

  private Json value(Event event, JsonPath path, int depth) throws IllFormed {
    Place place = here(event, path);
    refuseAnchor(event, place);
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag().orElse(""), place);
      return scalar.isPlain() ? plain(scalar.getValue(), place) : text(scalar, place);
    }
    if (event instanceof CollectionStartEvent start) {
      refuseTag(start.getTag().orElse(""), place);
      if (depth >= limits.maxDepth()) {
        throw illFormed(
            place, "nested deeper than " + limits.maxDepth() + " levels", "make it flatter");
      }
      return start.getEventId() == Event.ID.MappingStart
          ? mapping(place, path, depth + 1)
          : sequence(place, path, depth + 1);
    }
    throw new IllegalStateException("no value starts with " + event.getEventId());
  }

  private Json mapping(Place place, JsonPath path, int depth) throws IllFormed {
    List<Json.Member> members = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      Place keyPlace = here(event, path);
      refuseAnchor(event, keyPlace);
      if (!(event instanceof ScalarEvent scalar)
          || (scalar.isPlain() && scalar.getValue().isEmpty())) {
        throw illFormed(keyPlace, "a key that is no text", "write a name before the `:`");
      }
      refuseTag(scalar.getTag().orElse(""), keyPlace);
      JsonPath memberPath = path.member(scalar.getValue());
      Place namePlace = here(event, memberPath);
      members.add(
          new Json.Member(scalar.getValue(), namePlace, value(events.next(), memberPath, depth)));
    }
    return new Json.Members(members, place);
  }

  private Json sequence(Place place, JsonPath path, int depth) throws IllFormed {
    List<Json> elements = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      elements.add(value(event, path.element(elements.size()), depth));
    }
    return new Json.Elements(elements, place);
  }

  private static Json text(ScalarEvent scalar, Place place) {
    return new Json.Text(scalar.getValue(), place);
  }

  private Json plain(String value, Place place) throws IllFormed {
    return switch (PlainScalar.of(value)) {
      case NULL -> new Json.Null(place);
      case TRUTH -> new Json.Truth(value, place);
      case NUMBER -> new Json.Number(value, place);
      case TEXT -> new Json.Text(value, place);
      case ENDLESS_NUMBER ->
          throw illFormed(
              place,
              "a number of more than " + PlainScalar.LONGEST_NUMBER + " digits",
              "write it as a quoted text");
    };
  }

  private void refuseAnchor(Event event, Place place) throws IllFormed {
    if (event instanceof AliasEvent alias) {
      throw illFormed(
          place,
          "the alias `*" + alias.getAlias().getValue() + "`: aliases are not read",
          "write the value out");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw illFormed(
          place,
          "the anchor `&" + node.getAnchor().get().getValue() + "`: anchors are not read",
          "remove it, and write the value out where it is used");
    }
  }

  private void refuseTag(String tag, Place place) throws IllFormed {
    if (!tag.isEmpty()) {
      throw illFormed(place, "the tag `" + tag + "`: tags are not read", "remove it");
    }
  }

  private Place here(Event event, JsonPath path) {
    return offsets.place(source.name(), path, event.getStartMark().map(Mark::getIndex).orElse(0));
  }

  private IllFormed illFormed(Place place, String message, String mend) {
    return new IllFormed(Problem.error(source, place, message, mend));
  }

  private static Problem problem(Source source, Offsets offsets, YamlEngineException failure) {
    String seen = "cannot be read";
    int index = 0;
    if (failure instanceof ReaderException unprintable) {
      seen = "the character U+%04X is not allowed".formatted(unprintable.getCodePoint());
      index = unprintable.getPosition();
    } else if (failure instanceof MarkedYamlEngineException marked) {
      seen = marked.getProblem();
      index = marked.getProblemMark().or(marked::getContextMark).map(Mark::getIndex).orElse(0);
    }
    Place place = offsets.place(source.name(), JsonPath.ROOT, index);
    return Problem.error(
        source,
        place,
        "not YAML: " + seen,
        "look at the indentation, the quotes and the brackets here and in the line above");
  }

  /** Leaves the recursion with the one problem. */
  private static final class IllFormed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    IllFormed(Problem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }
  }
}
