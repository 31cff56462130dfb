package dev.postern.reference;

/** What is loaded beside a mutated engine and asked whether it notices. */
public final class MutantProbe {
  private MutantProbe() {}

  /**
   * What the first difference is; empty if none was found.
   *
   * @param seed of the run
   * @param checks how many at most
   */
  public static String firstDifference(long seed, long checks) {
    Differential differential = new Differential(seed, Differential.Shape.SMALL);
    try {
      return differential
          .search(() -> differential.tally().of("checks") < checks)
          .map(difference ->
              difference.what() + " after " + differential.tally().of("checks") + " checks")
          .orElse("");
    } catch (RuntimeException e) {
      return "thrown after " + differential.tally().of("checks") + " checks: " + e;
    }
  }
}
