package dev.postern.identity;

import java.util.ArrayList;
import java.util.List;

/** A piece of a pattern or template: text, or the place of a capture. */
sealed interface Piece {

  /** Text that stands for itself. */
  record Fixed(String text) implements Piece {}

  /** The place of a capture, {@code {name}}. */
  record Capture(String name) implements Piece {}

  /** The pieces of a text; a brace that opens no {@code {name}} stands for itself. */
  static List<Piece> read(String text) {
    List<Piece> pieces = new ArrayList<>();
    int fixed = 0;
    int open = text.indexOf('{');
    while (open >= 0) {
      int close = text.indexOf('}', open);
      if (close > open + 1 && text.substring(open + 1, close).chars().allMatch(Piece::isNamePart)) {
        if (open > fixed) {
          pieces.add(new Fixed(text.substring(fixed, open)));
        }
        pieces.add(new Capture(text.substring(open + 1, close)));
        fixed = close + 1;
        open = text.indexOf('{', fixed);
      } else {
        open = text.indexOf('{', open + 1);
      }
    }
    if (fixed < text.length()) {
      pieces.add(new Fixed(text.substring(fixed)));
    }
    return List.copyOf(pieces);
  }

  private static boolean isNamePart(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }
}
