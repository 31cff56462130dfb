package dev.postern;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line (N-7.1). */
@Command(
    name = "postern",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Provider.class,
    description = "IAM for your own services: may this principal do this action on this resource?",
    subcommands = {
      ServeCommand.class,
      CheckCommand.class,
      ValidateCommand.class,
      ConfigCommand.class,
      VersionCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  postern serve --data ./policies",
      "  postern check --data ./policies arn:aws:iam::111122223333:user/alice \\",
      "      s3:GetObject arn:aws:s3:::reports/2026.csv aws:SourceIp=10.0.0.1",
      "  postern validate ./policies",
      "  postern COMMAND --help"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli fills in the command
  Main() {}

  /** Runs a command and ends with its exit code. */
  public static void main(String[] args) {
    Logs.install();
    System.exit(run(args));
  }

  private static int run(String[] args) {
    CommandLine line = new CommandLine(new Main());
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(Console.isColourful() ? Ansi.ON : Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler((failure, given) -> misused(failure));
    line.setExecutionExceptionHandler(Main::failed);
    return line.execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command is given");
  }

  private static int misused(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    Console.complain(command.getErr(), complaint(failure) + "; see `" + name + " --help`");
    return Console.WRONG;
  }

  private static String complaint(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().getFirst();
      if (argument.startsWith("-")) {
        return "unknown option `" + argument + "`";
      }
      boolean isRoot = failure.getCommandLine().getParent() == null;
      return (isRoot ? "unknown command `" : "unexpected argument `") + argument + "`";
    }
    String message = String.valueOf(failure.getMessage());
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static int failed(Exception failure, CommandLine command, ParseResult given) {
    PrintWriter err = command.getErr();
    Console.complain(err, "internal error, please report it:");
    failure.printStackTrace(err);
    err.flush();
    return Console.WRONG;
  }
}
