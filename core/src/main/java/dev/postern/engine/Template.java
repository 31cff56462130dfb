package dev.postern.engine;

import dev.postern.model.ContextValue;
import dev.postern.policy.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Text of a policy in which variables (section 5) and wildcards may stand, read once into parts.
 *
 * <p>A dollar and brace that open a variable where variables are allowed become a {@link Variable}
 * (or a literal character, R-5.7). Every other such pair is literal up to the next closing brace,
 * wildcards in between included; without a closing brace only the pair itself is (R-5.3, R-5.12).
 */
final class Template {
  private final Part[] parts;

  /** The same, joined where that does not depend on what variables stand for. */
  private final Part[] pieces;

  private final Mode mode;
  private final @Nullable String constant;

  private Template(List<Part> parts, Mode mode) {
    this.parts = parts.toArray(Part[]::new);
    this.mode = mode;
    this.pieces = mode == Mode.ARN ? this.parts : pieces();
    this.constant = mode == Mode.EXACT && !hasVariables() ? text(Evaluation.NONE) : null;
  }

  private Part[] pieces() {
    List<Part> joined = new ArrayList<>();
    GlobBuffer glob = new GlobBuffer();
    for (Part part : parts) {
      if (part instanceof Variable) {
        if (glob.length() > 0) {
          joined.add(new Piece(glob.toPattern()));
          glob.clear();
        }
        joined.add(part);
      } else {
        add(part, glob);
      }
    }
    if (glob.length() > 0) {
      joined.add(new Piece(glob.toPattern()));
    }
    return joined.toArray(Part[]::new);
  }

  /** Reads a resource pattern: variables after the fifth colon only (R-5.2). */
  static Template resource(String text, Version version) {
    return new Template(new Reader(text, Mode.RESOURCE, version, 5).read(), Mode.RESOURCE);
  }

  /** Reads a condition value: variables everywhere. */
  static Template value(String text, Mode mode, Version version) {
    return new Template(new Reader(text, mode, version, 0).read(), mode);
  }

  boolean hasVariables() {
    return Arrays.stream(parts).anyMatch(Variable.class::isInstance);
  }

  /** The text of {@link Mode#EXACT} without variables; else null. */
  @Nullable String constant() {
    return constant;
  }

  void addKeys(SortedSet<String> keys) {
    for (Part part : parts) {
      if (part instanceof Variable variable) {
        keys.add(variable.key.folded());
      }
    }
  }

  List<ContextKey> keys() {
    List<ContextKey> keys = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Variable variable) {
        keys.add(variable.key);
      }
    }
    return keys;
  }

  /**
   * The pattern up to the first variable, then anything: what a text must match before substitution
   * is worth while.
   */
  GlobPattern approximation() {
    GlobBuffer glob = new GlobBuffer();
    for (Part part : parts) {
      if (part instanceof Variable) {
        glob.wildcard(GlobPattern.ANY_RUN);
        break;
      }
      add(part, glob);
    }
    return glob.toPattern();
  }

  /**
   * Writes the pattern with values in the place of variables; false if one has no value (R-5.8).
   */
  boolean write(Evaluation evaluation, GlobBuffer glob) {
    glob.clear();
    for (Part part : pieces) {
      if (part instanceof Variable variable) {
        String value = variable.value(evaluation);
        if (value == null) {
          return false;
        }
        glob.literal(value);
      } else {
        add(part, glob);
      }
    }
    return true;
  }

  private void add(Part part, GlobBuffer glob) {
    boolean inField = mode == Mode.ARN && glob.colons() < 5;
    switch (part) {
      case Glyph glyph -> glob.literal(glyph.character);
      case Star star -> glob.wildcard(inField ? GlobPattern.FIELD_RUN : GlobPattern.ANY_RUN);
      case Question question ->
          glob.wildcard(inField ? GlobPattern.FIELD_CHAR : GlobPattern.ANY_CHAR);
      case Fixed fixed -> glob.wildcard(fixed.symbol);
      case Piece piece -> glob.append(piece.glob);
      case Variable variable -> throw new IllegalStateException("a variable is no symbol");
    }
  }

  /**
   * The plain text with values in the place of variables; null if one has no value. For {@link
   * Mode#EXACT} only.
   */
  @Nullable String text(Evaluation evaluation) {
    if (constant != null) {
      return constant;
    }
    if (parts.length == 1 && parts[0] instanceof Variable only) {
      return only.value(evaluation);
    }
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Variable variable -> {
          String value = variable.value(evaluation);
          if (value == null) {
            return null;
          }
          out.append(value);
        }
        case Glyph glyph -> out.append(glyph.character);
        case Star star -> throw new IllegalStateException("no wildcard in exact text");
        case Question question -> throw new IllegalStateException("no wildcard in exact text");
        case Fixed fixed -> throw new IllegalStateException("no wildcard in exact text");
        case Piece piece -> throw new IllegalStateException("pieces are written only");
      }
    }
    return out.toString();
  }

  /** As patterns print, with `${key}` for variables. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    GlobBuffer glob = new GlobBuffer();
    for (Part part : parts) {
      if (part instanceof Variable variable) {
        out.append(GlobPattern.print(glob.toPattern().symbols(), 0));
        out.append("${").append(variable.key).append('}');
        glob.clear();
      } else {
        add(part, glob);
      }
    }
    return out.append(GlobPattern.print(glob.toPattern().symbols(), 0)).toString();
  }

  /** What wildcards mean. */
  enum Mode {
    /** They are ordinary characters. */
    EXACT,
    /** A glob over the whole text (R-7.3). */
    GLOB,
    /** R-4.3 to R-4.5. */
    RESOURCE,
    /** Within the fields of an ARN (R-7.24), which are counted after substitution (R-5.6). */
    ARN
  }

  private sealed interface Part {}

  private record Glyph(char character) implements Part {}

  private record Star() implements Part {}

  private record Question() implements Part {}

  private record Fixed(int symbol) implements Part {}

  /** Several parts without variable, joined for writing. */
  private record Piece(GlobPattern glob) implements Part {}

  private record Variable(ContextKey key, @Nullable String fallback) implements Part {
    /** R-5.5, R-5.8. */
    @Nullable String value(Evaluation evaluation) {
      if (key.isMultivalued()) {
        return null;
      }
      return switch (evaluation.value(key)) {
        case ContextValue.Absent absent -> fallback;
        case ContextValue.Ambiguous ambiguous -> null;
        case ContextValue.Present present ->
            present.values().size() == 1 ? present.values().getFirst() : null;
      };
    }
  }

  private static final class Reader {
    private final String text;
    private final Mode mode;
    private final Version version;
    private final int variablesFrom;
    private final List<Part> parts = new ArrayList<>();
    private int at;
    private int colons;

    Reader(String text, Mode mode, Version version, int variablesFrom) {
      this.text = text;
      this.mode = mode;
      this.version = version;
      this.variablesFrom = variablesFrom;
    }

    List<Part> read() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '$' && text.startsWith("${", at)) {
          dollar();
        } else if (mode != Mode.EXACT && c == '*') {
          parts.add(star());
          at++;
        } else if (mode != Mode.EXACT && c == '?') {
          parts.add(inFirstFields() ? new Fixed(GlobPattern.FIELD_CHAR) : new Question());
          at++;
        } else {
          glyph(c);
          at++;
        }
      }
      return List.copyOf(parts);
    }

    /**
     * R-4.3: in the first five fields a star at the end of a field runs past colons, another does
     * not.
     */
    private Part star() {
      if (!inFirstFields()) {
        return new Star();
      }
      boolean endsField = at + 1 == text.length() || text.charAt(at + 1) == ':';
      return new Fixed(endsField ? GlobPattern.ANY_RUN : GlobPattern.FIELD_RUN);
    }

    private boolean inFirstFields() {
      return mode == Mode.RESOURCE && colons < 5;
    }

    private void glyph(char c) {
      if (c == ':') {
        colons++;
      }
      parts.add(new Glyph(c));
    }

    private void dollar() {
      if (version == Version.V2012 && colons >= variablesFrom && variable()) {
        return;
      }
      int close = text.indexOf('}', at);
      int end = close < 0 ? at + 2 : close + 1;
      while (at < end) {
        glyph(text.charAt(at++));
      }
    }

    private boolean variable() {
      int start = at + 2;
      if (start + 1 < text.length()
          && "*?$".indexOf(text.charAt(start)) >= 0
          && text.charAt(start + 1) == '}') {
        glyph(text.charAt(start));
        at = start + 2;
        return true;
      }
      int end = start;
      while (end < text.length() && isKeyCharacter(text.charAt(end))) {
        end++;
      }
      if (end == start || end == text.length()) {
        return false;
      }
      ContextKey key = ContextKey.of(text.substring(start, end));
      if (text.charAt(end) == '}') {
        parts.add(new Variable(key, null));
        at = end + 1;
        return true;
      }
      int close = text.startsWith(", '", end) ? text.indexOf("'}", end + 3) : -1;
      if (close < 0) {
        return false;
      }
      parts.add(new Variable(key, text.substring(end + 3, close)));
      at = close + 2;
      return true;
    }

    private static boolean isKeyCharacter(char c) {
      return c > ' ' && c != 0xA0 && c != '{' && c != '}' && c != '$' && c != ',';
    }
  }
}
