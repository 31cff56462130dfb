package dev.postern;

/** Which version of the program this is. */
final class ProgramVersion {
  private ProgramVersion() {}

  /** As the jar says it; `development` outside of one. */
  static String text() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
