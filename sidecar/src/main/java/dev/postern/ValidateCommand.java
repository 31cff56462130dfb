package dev.postern;

import dev.postern.config.Configuration;
import dev.postern.config.DataSettings;
import dev.postern.directory.Directory;
import dev.postern.sources.DirectorySource;
import dev.postern.sources.FolderLimits;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postern validate} (N-7.1). */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Tells all that is wrong with a folder of policy files.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it can be used, perhaps with warnings", "2:it cannot"},
    footerHeading = "%nExample:%n",
    footer = "  postern validate ./policies")
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder.")
  private Path folder;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Mixin private ConfigurationOptions options;

  @SuppressWarnings("NullAway.Init") // picocli fills in the command
  ValidateCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Outcome<Configuration> configuration = options.read();
    if (!(configuration instanceof Outcome.Read<Configuration> read)) {
      Console.print(spec.commandLine().getErr(), configuration.problems());
      return Console.WRONG;
    }
    DataSettings data = read.value().settings().data();
    Outcome<Directory> outcome =
        DirectorySource.read(folder, new FolderLimits(data.maxFiles(), data.maxFileBytes()));
    List<Problem> problems = outcome.problems();
    long errors = problems.stream().filter(Problem::isError).count();
    long warnings = problems.size() - errors;
    if (json) {
      out.println("{\"valid\":" + (errors == 0) + ",\"problems\":" + Console.json(problems) + "}");
    } else {
      Console.print(out, problems);
      String found =
          outcome instanceof Outcome.Read<Directory> good ? Counts.of(good.value()) + "; " : "";
      out.println(found + "errors: " + errors + ", warnings: " + warnings);
    }
    out.flush();
    return errors == 0 ? Console.FINE : Console.WRONG;
  }
}
