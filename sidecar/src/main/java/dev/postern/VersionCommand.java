package dev.postern;

import dev.postern.text.JsonWriter;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postern version}. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Prints the version.",
    footerHeading = "%nExample:%n",
    footer = "  postern version --json")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli fills in the command
  VersionCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String version = ProgramVersion.text();
    String java = Runtime.version().toString();
    out.println(
        json
            ? "{\"version\":"
                + JsonWriter.quote(version)
                + ",\"java\":"
                + JsonWriter.quote(java)
                + "}"
            : "postern " + version + " (Java " + java + ")");
    out.flush();
    return Console.FINE;
  }

  /** For {@code --version}. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"postern " + ProgramVersion.text()};
    }
  }
}
