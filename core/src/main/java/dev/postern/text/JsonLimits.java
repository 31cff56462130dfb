package dev.postern.text;

/**
 * How much JSON is read.
 *
 * @param maxCharacters longest text, in UTF-16 units
 * @param maxDepth deepest nesting of objects and arrays, 1 to 1000; a scalar has depth 0
 */
public record JsonLimits(int maxCharacters, int maxDepth) {
  private static final int DEEPEST = 1000;

  public JsonLimits {
    if (maxCharacters < 1 || maxDepth < 1 || maxDepth > DEEPEST) {
      throw new IllegalArgumentException("limits out of range");
    }
  }
}
