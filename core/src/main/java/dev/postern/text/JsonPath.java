package dev.postern.text;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a document: `$`, then member names and indexes. Shares its beginning with
 * its parent.
 */
public final class JsonPath {
  /** The whole document. */
  public static final JsonPath ROOT = new JsonPath(null, "", -1);

  private final @Nullable JsonPath parent;
  private final String member;
  private final int index;

  private JsonPath(@Nullable JsonPath parent, String member, int index) {
    this.parent = parent;
    this.member = member;
    this.index = index;
  }

  /** The path of a member of the object here. */
  public JsonPath member(String name) {
    return new JsonPath(this, name, -1);
  }

  /** The path of an element of the array here, counted from 0. */
  public JsonPath element(int position) {
    return new JsonPath(this, "", position);
  }

  /** As a JSON pointer (RFC 6901); the whole document is the empty text. */
  public String pointer() {
    if (parent == null) {
      return "";
    }
    String step =
        index >= 0 ? Integer.toString(index) : member.replace("~", "~0").replace("/", "~1");
    return parent.pointer() + "/" + step;
  }

  /** As people read it: `$.Statement[0].Action`. */
  @Override
  public String toString() {
    if (parent == null) {
      return "$";
    }
    if (index >= 0) {
      return parent + "[" + index + "]";
    }
    boolean plain =
        !member.isEmpty() && member.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    return plain ? parent + "." + member : parent + "['" + member + "']";
  }
}
