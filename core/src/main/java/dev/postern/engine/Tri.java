package dev.postern.engine;

/**
 * The three results of a condition, as numbers so ordered that AND is the smaller, OR the
 * larger and NOT the mirror image: false &lt; error &lt; true.
 */
final class Tri {
  static final int FALSE = 0;
  static final int ERROR = 1;
  static final int TRUE = 2;

  private Tri() {}

  static int and(int a, int b) {
    return Math.min(a, b);
  }

  static int or(int a, int b) {
    return Math.max(a, b);
  }

  static int not(int a) {
    return TRUE - a;
  }
}
