package dev.postern.wire;

import dev.postern.pdp.Admission.RequestProblem;
import dev.postern.text.JsonWriter;
import java.util.List;

/**
 * Why a request has no decision (N-2.8, RFC 9457).
 *
 * @param status HTTP status code
 * @param title the reason phrase of the status
 * @param detail one line for people
 * @param problems all that is wrong with a malformed request; else empty
 */
public record ProblemJson(int status, String title, String detail, List<RequestProblem> problems) {
  /** Media type of the body. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public ProblemJson {
    problems = List.copyOf(problems);
  }

  /** A request that is no question. */
  public static ProblemJson malformed(List<RequestProblem> problems) {
    String detail =
        problems.size() == 1
            ? "the request has a problem"
            : "the request has " + problems.size() + " problems";
    return new ProblemJson(400, "Bad Request", detail, problems);
  }

  /** A body, or an item of a batch, that is longer than may be. */
  public static ProblemJson tooLarge(int mostBytes) {
    return new ProblemJson(
        413, "Content Too Large", "at most " + mostBytes + " bytes are read", List.of());
  }

  /** An object; member `problems` only where there are some. */
  public void append(StringBuilder out) {
    out.append("{\"type\":\"about:blank\",\"title\":")
        .append(JsonWriter.quote(title))
        .append(",\"status\":")
        .append(status)
        .append(",\"detail\":")
        .append(JsonWriter.quote(detail));
    if (!problems.isEmpty()) {
      out.append(",\"problems\":[");
      for (int i = 0; i < problems.size(); i++) {
        out.append(i == 0 ? "" : ",")
            .append("{\"path\":")
            .append(JsonWriter.quote(problems.get(i).pointer()))
            .append(",\"detail\":")
            .append(JsonWriter.quote(problems.get(i).detail()))
            .append('}');
      }
      out.append(']');
    }
    out.append('}');
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    append(out);
    return out.toString();
  }
}
