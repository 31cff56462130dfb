package dev.postern.wire;

import dev.postern.explain.AccessDenied;
import dev.postern.explain.EvaluationError;
import dev.postern.explain.Explanation;
import dev.postern.explain.LayerResult;
import dev.postern.explain.MatchedStatement;
import dev.postern.explain.NearMiss;
import dev.postern.model.CheckRequest;
import dev.postern.pdp.Answer;
import dev.postern.text.JsonWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Writes an explanation for programs (N-3.2): the answer to a check, and what it rests on. */
public final class ExplanationJson {
  private final StringBuilder out = new StringBuilder(1024);

  private ExplanationJson() {}

  /** The explanation of a check, an object. */
  public static String print(CheckRequest request, Explanation explanation, Stamp stamp) {
    ExplanationJson printer = new ExplanationJson();
    printer.print(stamp, explanation, message(request, explanation));
    return printer.out.toString();
  }

  private static String message(CheckRequest request, Explanation explanation) {
    return explanation.decision().allowed() ? "" : AccessDenied.message(request, explanation);
  }

  private void print(Stamp stamp, Explanation explanation, String message) {
    out.append('{');
    AnswerJson.members(out, stamp, new Answer(explanation.decision(), Answer.CacheUse.BYPASS));
    if (!message.isEmpty()) {
      member("message", message);
    }
    member("owner", explanation.owner());
    member("owner_source", word(explanation.ownerSource()));
    list("layers", explanation.layers(), ExplanationJson::layer);
    list("matched", explanation.matched(), ExplanationJson::statement);
    list("near_misses", explanation.nearMisses(), ExplanationJson::nearMiss);
    texts("consulted_keys", explanation.consultedKeys());
    texts("missing_keys", explanation.missingKeys());
    list("errors", explanation.errors(), ExplanationJson::error);
    out.append('}');
  }

  private void layer(LayerResult result) {
    out.append("{\"layer\":").append(JsonWriter.quote(LayerWords.name(result.layer())));
    if (!result.level().isEmpty()) {
      member("level", result.level());
    }
    member("result", LayerWords.verdict(result).wireName());
    member("need", word(result.need()));
    member("grant", word(result.grant()));
    list("matched", result.matched(), ExplanationJson::statement);
    out.append('}');
  }

  private void statement(MatchedStatement statement) {
    out.append('{');
    statementMembers(statement);
    out.append('}');
  }

  private void statementMembers(MatchedStatement statement) {
    out.append("\"policy\":").append(JsonWriter.quote(statement.policy().toString()));
    member("policy_type", statement.policy().type().text());
    if (!statement.policy().owner().isEmpty()) {
      member("owner", statement.policy().owner());
    }
    if (!statement.sid().isEmpty()) {
      member("sid", statement.sid());
    }
    out.append(",\"index\":").append(statement.index());
    member("effect", statement.effect().text());
    member("file", statement.place().source());
    out.append(",\"line\":").append(statement.place().line());
    out.append(",\"column\":").append(statement.place().column());
  }

  private void nearMiss(NearMiss miss) {
    out.append('{');
    statementMembers(miss.statement());
    member("failed", word(miss.cause()));
    list(
        "conditions",
        miss.failed(),
        (printer, failed) -> {
          printer.out.append("{\"operator\":").append(JsonWriter.quote(failed.operator()));
          printer.member("key", failed.key());
          printer.texts("wanted", failed.wanted());
          printer.texts("given", failed.given());
          printer.out.append('}');
        });
    out.append('}');
  }

  private void error(EvaluationError error) {
    out.append('{');
    statementMembers(error.statement());
    member("operator", error.operator());
    member("key", error.key());
    member("side", word(error.side()));
    out.append('}');
  }

  private void member(String name, String value) {
    out.append(",\"").append(name).append("\":").append(JsonWriter.quote(value));
  }

  private void texts(String name, Collection<String> values) {
    list(name, values, (printer, value) -> printer.out.append(JsonWriter.quote(value)));
  }

  private <T> void list(String name, Collection<T> values, BiConsumer<ExplanationJson, T> element) {
    out.append(",\"").append(name).append("\":[");
    boolean first = true;
    for (T value : values) {
      out.append(first ? "" : ",");
      element.accept(this, value);
      first = false;
    }
    out.append(']');
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
