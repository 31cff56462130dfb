package dev.postern.wire;

import com.fasterxml.jackson.core.JsonFactory;
import dev.postern.config.ApiSettings;
import dev.postern.model.CheckRequest;
import dev.postern.pdp.Admission.RequestProblem;
import dev.postern.text.JsonPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of checks (N-2.1, N-2.3, N-2.8, N-2.9). All problems of a request are told, each
 * with a JSON pointer; ill-formed UTF-8, text that is no JSON and JSON nested too deep have one
 * problem. Total: never throws. Safe for use by several threads.
 */
public final class CheckJson {
  static final String ILL_FORMED = "not well-formed UTF-8; send JSON in UTF-8";

  private final ApiSettings limits;
  private final JsonFactory factory;

  /** A reader with these limits. */
  public CheckJson(ApiSettings limits) {
    this.limits = limits;
    this.factory = JsonCursor.factory(limits.maxDepth());
  }

  /**
   * Reads a body of {@code /v1/check} or {@code /v1/explain}.
   *
   * @param body UTF-8
   */
  public CheckReading read(byte[] body) {
    if (body.length > limits.maxBodyBytes()) {
      return new CheckReading.TooLarge(limits.maxBodyBytes());
    }
    Optional<RequestText> text = RequestText.decode(body);
    return text.isPresent()
        ? read(text.get(), null)
        : new CheckReading.Malformed(List.of(new RequestProblem("", ILL_FORMED)));
  }

  /** Reads one check that stands in a text; what it does not say comes from the defaults. */
  CheckReading read(RequestText text, @Nullable CheckMembers defaults) {
    RequestFindings findings = new RequestFindings();
    CheckMembers members = members(text, JsonPath.ROOT, findings);
    CheckRequest request = members == null ? null : members.request(defaults, findings);
    return request == null
        ? new CheckReading.Malformed(findings.all())
        : new CheckReading.Question(request);
  }

  /** Reads the members of a check that need not be whole; null if the text is no object. */
  @Nullable CheckMembers members(RequestText text, JsonPath at, RequestFindings findings) {
    RequestFindings mine = new RequestFindings();
    JsonCursor cursor = new JsonCursor(factory, text, mine);
    try {
      cursor.advance();
      CheckMembers members = CheckMembers.read(cursor, at, limits);
      cursor.end();
      findings.addAll(mine);
      return members;
    } catch (IOException e) {
      findings.add(at, cursor.complaint(e));
      return null;
    }
  }
}
