package dev.postern;

import dev.postern.config.ApiSettings;
import dev.postern.config.Configuration;
import dev.postern.config.DataSettings;
import dev.postern.config.Settings;
import dev.postern.directory.Directory;
import dev.postern.explain.Explanation;
import dev.postern.model.Verdict;
import dev.postern.pdp.Admission;
import dev.postern.pdp.Admission.RequestProblem;
import dev.postern.pdp.Answer;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import dev.postern.sources.DirectorySource;
import dev.postern.sources.FolderLimits;
import dev.postern.text.JsonWriter;
import dev.postern.text.Outcome;
import dev.postern.wire.AnswerJson;
import dev.postern.wire.CheckJson;
import dev.postern.wire.CheckReading;
import dev.postern.wire.DecisionIds;
import dev.postern.wire.ExplanationJson;
import dev.postern.wire.ExplanationText;
import dev.postern.wire.Stamp;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postern check} (N-7.1, section 2 of NATIVE): one check, without a server. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Decides one check against a folder of policy files, without a server.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:allowed", "1:denied", "2:no decision: something is wrong"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  postern check --data ./policies arn:aws:iam::111122223333:user/alice \\",
      "      s3:GetObject arn:aws:s3:::reports/2026.csv aws:SourceIp=10.0.0.1",
      "  postern check --data ./policies --explain \\",
      "      '{\"arn\":\"arn:aws:iam::111122223333:user/alice\",\"mfa_age\":60}' s3:ListBucket '*'"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOptions options;

  @Parameters(index = "0", paramLabel = "PRINCIPAL", description = "An ARN, or a JSON object.")
  private String principal;

  @Parameters(index = "1", paramLabel = "ACTION", description = "service:Name")
  private String action;

  @Parameters(index = "2", paramLabel = "RESOURCE", description = "An ARN, or *.")
  private String resource;

  @Parameters(
      index = "3..*",
      paramLabel = "KEY=VALUE",
      description = "Context keys; a repeated key is a list.")
  private List<String> context = new ArrayList<>();

  @Option(
      names = "--resource-account",
      paramLabel = "A",
      description = "The account that owns the resource.")
  private String resourceAccount = "";

  @Option(names = "--explain", description = "Says what the decision rests on.")
  private boolean explain;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli fills in the command
  CheckCommand() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Outcome<Configuration> configuration = options.read();
    Console.print(err, configuration.problems());
    if (!(configuration instanceof Outcome.Read<Configuration> read)) {
      return Console.WRONG;
    }
    Settings settings = read.value().settings();
    DataSettings data = settings.data();
    if (data.directory().isEmpty()) {
      Console.complain(
          err, "no policies are named; give --data DIR, or data.directory in --config");
      return Console.WRONG;
    }
    Outcome<Directory> directory =
        DirectorySource.read(
            Path.of(data.directory()), new FolderLimits(data.maxFiles(), data.maxFileBytes()));
    return switch (directory) {
      case Outcome.Refused<Directory> refused -> {
        Console.print(err, refused.problems());
        yield Console.WRONG;
      }
      case Outcome.Read<Directory> world ->
          ask(
              PolicyDecisionPoint.uncached(settings.evaluation(), Clock.systemUTC())
                  .publish(world.value()),
              settings.api());
    };
  }

  private int ask(Snapshot snapshot, ApiSettings limits) {
    for (String each : context) {
      if (each.indexOf('=') < 1) {
        Console.complain(
            spec.commandLine().getErr(), "`" + each + "` is no context key; write KEY=VALUE");
        return Console.WRONG;
      }
    }
    byte[] body = body().getBytes(StandardCharsets.UTF_8);
    return switch (new CheckJson(limits).read(body)) {
      case CheckReading.Malformed malformed -> refuse(malformed.problems());
      case CheckReading.TooLarge tooLarge ->
          refuse(
              List.of(
                  new RequestProblem(
                      "", "the check has more than " + tooLarge.mostBytes() + " bytes")));
      case CheckReading.Question question ->
          switch (snapshot.admit(question.request())) {
            case Admission.Refused refused -> refuse(refused.problems());
            case Admission.Admitted admitted -> decide(snapshot, admitted);
          };
    };
  }

  /** The check as the check API would be sent it (N-2.1). */
  private String body() {
    StringBuilder out = new StringBuilder("{\"principal\":");
    out.append(principal.stripLeading().startsWith("{") ? principal : JsonWriter.quote(principal));
    out.append(",\"action\":").append(JsonWriter.quote(action));
    out.append(",\"resource\":").append(JsonWriter.quote(resource));
    if (!resourceAccount.isEmpty()) {
      out.append(",\"resource_account\":").append(JsonWriter.quote(resourceAccount));
    }
    return out.append(",\"context\":")
        .append(ContextArguments.json(context))
        .append('}')
        .toString();
  }

  private int decide(Snapshot snapshot, Admission.Admitted admitted) {
    PrintWriter out = spec.commandLine().getOut();
    Answer answer = snapshot.check(admitted);
    Stamp stamp = Stamp.of(new DecisionIds().next(), snapshot);
    if (explain) {
      Explanation explanation = snapshot.explain(admitted);
      out.println(
          json
              ? ExplanationJson.print(admitted.request(), explanation, stamp)
              : ExplanationText.print(admitted.request(), explanation).stripTrailing());
    } else if (json) {
      StringBuilder line = new StringBuilder();
      AnswerJson.append(line, stamp, answer);
      out.println(line);
    } else {
      Verdict verdict = answer.decision().verdict();
      out.println(verdict.wireName() + " (" + answer.decision().reason().wireName() + ")");
    }
    out.flush();
    return answer.decision().allowed() ? Console.FINE : Console.DENIED;
  }

  private int refuse(List<RequestProblem> problems) {
    PrintWriter err = spec.commandLine().getErr();
    if (json) {
      err.println(
          problems.stream()
              .map(problem ->
                  "{\"path\":"
                      + JsonWriter.quote(problem.pointer())
                      + ",\"detail\":"
                      + JsonWriter.quote(problem.detail())
                      + "}")
              .collect(Collectors.joining(",", "{\"problems\":[", "]}")));
      err.flush();
    } else {
      problems.forEach(
          problem -> Console.complain(err, problem.pointer() + ": " + problem.detail()));
    }
    return Console.WRONG;
  }
}
