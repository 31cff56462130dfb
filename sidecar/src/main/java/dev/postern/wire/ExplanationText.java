package dev.postern.wire;

import dev.postern.explain.AccessDenied;
import dev.postern.explain.EvaluationError;
import dev.postern.explain.Explanation;
import dev.postern.explain.LayerResult;
import dev.postern.explain.MatchedStatement;
import dev.postern.explain.NearMiss;
import dev.postern.model.CheckRequest;
import java.util.Collection;

/**
 * Writes an explanation for people (N-3.2): the decision, the layers from the outermost in, then
 * what nearly applied. Control characters of a request or policy are shown as escapes, so that no
 * text plays tricks with a terminal.
 */
public final class ExplanationText {
  private final StringBuilder out = new StringBuilder(1024);

  private ExplanationText() {}

  /** The explanation of a check, lines that end in `\n`. */
  public static String print(CheckRequest request, Explanation explanation) {
    ExplanationText printer = new ExplanationText();
    printer.decision(request, explanation);
    printer.layers(explanation);
    printer.nearMisses(explanation);
    printer.errors(explanation);
    printer.keys("keys consulted", explanation.consultedKeys());
    printer.keys("keys missing", explanation.missingKeys());
    return printer.out.toString();
  }

  private void decision(CheckRequest request, Explanation explanation) {
    line(
        "",
        explanation.decision().verdict().wireName()
            + " ("
            + explanation.decision().reason().wireName()
            + ")");
    if (!explanation.decision().allowed()) {
      line("", AccessDenied.message(request, explanation));
    }
    line("", "");
    line("", "caller    " + request.caller().label());
    line("", "action    " + request.action());
    line("", "resource  " + request.resource());
    line("", "owner     " + owner(explanation));
  }

  private static String owner(Explanation explanation) {
    return switch (explanation.ownerSource()) {
      case REQUEST -> explanation.owner() + " (said by the request)";
      case ENTRY -> explanation.owner() + " (from the resource's entry)";
      case ARN -> explanation.owner() + " (from the ARN)";
      case CALLER -> explanation.owner() + " (the caller's account, as nothing tells the owner)";
      case UNKNOWN -> "unknown";
    };
  }

  private void layers(Explanation explanation) {
    if (!explanation.layers().isEmpty()) {
      heading("layers");
    }
    for (LayerResult result : explanation.layers()) {
      String level = result.level().isEmpty() ? "" : " of " + result.level();
      String optional = result.need() == LayerResult.Need.OPTIONAL ? ", not required" : "";
      line(
          "  ",
          result.layer().text() + level + ": " + LayerWords.verdict(result).wireName() + optional);
      result.matched().forEach(statement -> line("    ", statement(statement)));
    }
  }

  private void nearMisses(Explanation explanation) {
    if (!explanation.nearMisses().isEmpty()) {
      heading("near misses");
    }
    for (NearMiss miss : explanation.nearMisses()) {
      line("  ", statement(miss.statement()));
      switch (miss.cause()) {
        case PRINCIPAL -> line("    ", "the principal did not match");
        case CONDITION -> miss.failed().forEach(this::failed);
      }
    }
  }

  private void failed(NearMiss.FailedCondition failed) {
    line("    ", failed.operator() + " " + failed.key());
    line("      ", "wanted " + list(failed.wanted()));
    line("      ", "given  " + list(failed.given()));
  }

  private void errors(Explanation explanation) {
    if (!explanation.errors().isEmpty()) {
      heading("evaluation errors");
    }
    for (EvaluationError error : explanation.errors()) {
      line("  ", statement(error.statement()));
      line("    ", error.operator() + " " + error.key() + ": " + side(error.side()));
    }
  }

  private static String side(EvaluationError.Side side) {
    return switch (side) {
      case POLICY -> "a value of the policy cannot be read";
      case REQUEST -> "a value of the request cannot be read";
      case AMBIGUOUS_KEY -> "the key stands twice in the request, differing by case alone";
      case OPERATOR -> "there is no such operator";
    };
  }

  private void keys(String name, Collection<String> keys) {
    if (!keys.isEmpty()) {
      heading(name);
      keys.forEach(key -> line("  ", key));
    }
  }

  private static String statement(MatchedStatement statement) {
    String which = statement.sid().isEmpty() ? "[" + statement.index() + "]" : statement.sid();
    return statement.effect().text()
        + " "
        + statement.policy()
        + " "
        + which
        + "  "
        + statement.place().source()
        + ":"
        + statement.place().line();
  }

  private static String list(Collection<String> values) {
    return values.isEmpty() ? "nothing" : String.join(", ", values);
  }

  private void heading(String text) {
    line("", "");
    line("", text);
  }

  private void line(String indent, String text) {
    out.append(indent);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || (c >= 0x2028 && c <= 0x202e)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('\n');
  }
}
