package dev.postern.examples;

import dev.postern.text.Json;
import dev.postern.text.JsonPath;
import dev.postern.text.Place;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML text as a JSON tree with places. */
final class YamlTree {
  private final String name;

  private YamlTree(String name) {
    this.name = name;
  }

  static Json read(String name, String text) {
    Node root =
        new Compose(LoadSettings.builder().setLabel(name).build())
            .composeString(text)
            .orElseThrow(() -> new IllegalArgumentException(name + " is empty"));
    return new YamlTree(name).json(root, JsonPath.ROOT);
  }

  private Json json(Node node, JsonPath path) {
    Place place = place(node, path);
    return switch (node) {
      case MappingNode mapping -> {
        List<Json.Member> members = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
          String key = ((ScalarNode) tuple.getKeyNode()).getValue();
          JsonPath at = path.member(key);
          members.add(
              new Json.Member(key, place(tuple.getKeyNode(), at), json(tuple.getValueNode(), at)));
        }
        yield new Json.Members(members, place);
      }
      case SequenceNode sequence -> {
        List<Json> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
          elements.add(json(element, path.element(elements.size())));
        }
        yield new Json.Elements(elements, place);
      }
      case ScalarNode scalar -> scalar(scalar, place);
      default -> throw new IllegalArgumentException(place + ": " + node.getNodeType());
    };
  }

  private static Json scalar(ScalarNode scalar, Place place) {
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return new Json.Number(scalar.getValue(), place);
    }
    if (tag.equals(Tag.BOOL)) {
      return new Json.Truth(scalar.getValue(), place);
    }
    return tag.equals(Tag.NULL) ? new Json.Null(place) : new Json.Text(scalar.getValue(), place);
  }

  private Place place(Node node, JsonPath path) {
    return node.getStartMark()
        .map(mark -> new Place(name, path, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Place(name, path, 1, 1));
  }
}
