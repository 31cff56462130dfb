package dev.postern;

import dev.postern.config.Configuration;
import dev.postern.config.Settings;
import dev.postern.identity.CallerFinder;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postern serve} (N-7.1). */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Answers checks until it is told to end (SIGTERM).",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ended in order", "2:could not start"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  postern serve --data ./policies",
      "  postern serve --config postern.yaml --set log.format=json",
      "  postern serve --data ./policies --set listeners.ext-authz-grpc.address=unix:/run/postern.sock"
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOptions options;

  @Option(
      names = "--allow-broken-start",
      description = "Stays up, not ready, while the policy files have errors at start.")
  private boolean allowBrokenStart;

  @Option(names = "--json", description = "Prints the ready line as JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli fills in the command
  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    if (options.isSilent() && noFolderIsSet()) {
      Console.complain(
          err, "nothing to serve; give --data DIR, a folder of policy files, or --config FILE");
      return Console.WRONG;
    }
    if (allowBrokenStart) {
      options.set("data.allow-broken-start=true");
    }
    Outcome<Configuration> outcome = options.read();
    if (!(outcome instanceof Outcome.Read<Configuration> configuration)) {
      Console.print(err, outcome.problems());
      return Console.WRONG;
    }
    Settings settings = configuration.value().settings();
    if (settings.data().directory().isEmpty()) {
      Console.complain(
          err, "no policies are named; give --data DIR, or data.directory in --config FILE");
      return Console.WRONG;
    }
    List<String> rules = CallerFinder.problems(settings.identity());
    rules.forEach(problem -> Console.complain(err, "`identity.mtls`: " + problem));
    return rules.isEmpty() ? serve(settings, outcome.problems()) : Console.WRONG;
  }

  /** The environment may name the folder. */
  private boolean noFolderIsSet() {
    return options.read() instanceof Outcome.Read<Configuration> read
        && read.value().settings().data().directory().isEmpty();
  }

  private int serve(Settings settings, List<Problem> warnings) throws InterruptedException {
    Logs.configure(settings.log());
    System.Logger log = System.getLogger(Logs.NAME);
    warnings.forEach(warning -> log.log(System.Logger.Level.WARNING, Console.line(warning)));
    ReadyLine.Form form = json ? ReadyLine.Form.JSON : ReadyLine.Form.TEXT;
    Sidecar sidecar =
        new Sidecar(settings, Clock.systemUTC(), ready -> announce(ready.print(form)));
    Thread end = new Thread(() -> end(sidecar), "postern-end");
    Runtime.getRuntime().addShutdownHook(end);
    switch (sidecar.start()) {
      case Sidecar.Start.Begun begun -> new CountDownLatch(1).await();
      case Sidecar.Start.Failed failed -> {
        PrintWriter err = spec.commandLine().getErr();
        Console.print(err, failed.problems());
        Console.complain(err, failed.message());
      }
    }
    withdraw(end);
    sidecar.stop();
    return Console.WRONG;
  }

  private void announce(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** A JVM that is told to end would say 143; an orderly end is 0 (N-8.4). */
  private static void end(Sidecar sidecar) {
    sidecar.stop();
    Runtime.getRuntime().halt(Console.FINE);
  }

  private static void withdraw(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      System.getLogger(Logs.NAME).log(System.Logger.Level.DEBUG, "the end has begun already");
    }
  }
}
