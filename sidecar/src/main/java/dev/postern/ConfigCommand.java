package dev.postern;

import dev.postern.config.Configuration;
import dev.postern.text.Outcome;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postern config} (N-7.2). */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Shows the effective configuration, or every setting there is.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  postern config --print --config postern.yaml --set cache.max-bytes=64MiB",
      "  postern config --keys"
    })
final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOptions options;

  @Option(
      names = "--print",
      description = "Prints what is in effect, with the origin of each value. This is the default.")
  private boolean print;

  @Option(names = "--keys", description = "Prints every setting with its default, in Markdown.")
  private boolean keys;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli fills in the command
  ConfigCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (keys && !print) {
      out.print(Configuration.reference());
      out.flush();
      return Console.FINE;
    }
    Outcome<Configuration> outcome = options.read();
    if (json && outcome instanceof Outcome.Refused<Configuration> refused) {
      err.println("{\"problems\":" + Console.json(refused.problems()) + "}");
      err.flush();
    } else {
      Console.print(err, outcome.problems());
    }
    return switch (outcome) {
      case Outcome.Refused<Configuration> refused -> Console.WRONG;
      case Outcome.Read<Configuration> read -> {
        out.print(json ? read.value().json() + "\n" : read.value().yaml());
        out.flush();
        yield Console.FINE;
      }
    };
  }
}
