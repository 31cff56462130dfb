package dev.postern.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.postern.config.ApiSettings;
import dev.postern.pdp.Admission.RequestProblem;
import dev.postern.text.JsonPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a batch (N-3.1) in small steps, so that a big batch need not hold up its
 * thread. First the items are found, each {@link #advance} passing about one; then {@link #item}
 * reads them one by one: only then, because the defaults may stand behind them. Total: never
 * throws. For one thread at a time.
 */
public final class BatchJson {
  private static final int DEEPEST = 1000;
  private static final JsonFactory SCAN = JsonCursor.factory(DEEPEST);
  private static final JsonPath CHECKS = JsonPath.ROOT.member("checks");
  private static final JsonPath DEFAULTS = JsonPath.ROOT.member("defaults");

  private final CheckJson reader;
  private final ApiSettings limits;
  private final JsonCursor cursor;
  private final RequestFindings findings;
  private final List<RequestText> items = new ArrayList<>();
  private final Set<String> said = new HashSet<>();
  private int found;
  private @Nullable CheckMembers defaults;
  private Where where = Where.BEFORE;

  private BatchJson(
      CheckJson reader, ApiSettings limits, RequestText text, RequestFindings findings) {
    this.reader = reader;
    this.limits = limits;
    this.findings = findings;
    this.cursor = new JsonCursor(SCAN, text, findings);
  }

  /**
   * Begins to read a body of {@code /v1/checks}.
   *
   * @param body UTF-8
   * @param reader of the items
   * @param limits those of the reader
   */
  public static BatchJson begin(byte[] body, CheckJson reader, ApiSettings limits) {
    RequestFindings findings = new RequestFindings();
    Optional<RequestText> text = RequestText.decode(body);
    BatchJson batch =
        new BatchJson(reader, limits, text.orElse(new RequestText(new char[0], 0, 0)), findings);
    if (text.isEmpty()) {
      findings.add(JsonPath.ROOT, CheckJson.ILL_FORMED);
      batch.where = Where.AFTER;
    }
    return batch;
  }

  /** Reads on a little; false when all items are found. */
  public boolean advance() {
    try {
      step();
    } catch (IOException e) {
      findings.only(JsonPath.ROOT, cursor.complaint(e));
      where = Where.AFTER;
    }
    return where != Where.AFTER;
  }

  /** What is wrong with the batch as a whole, when all items are found; none if it can go on. */
  public List<RequestProblem> problems() {
    return findings.all();
  }

  /** How many items were found. */
  public int size() {
    return items.size();
  }

  /** Reads one item, with the defaults for what it does not say; pointers are relative to it. */
  public CheckReading item(int index) {
    RequestText item = items.get(index);
    return item.isLongerThan(limits.maxBodyBytes())
        ? new CheckReading.TooLarge(limits.maxBodyBytes())
        : reader.read(item, defaults);
  }

  private void step() throws IOException {
    switch (where) {
      case BEFORE -> {
        cursor.advance();
        if (cursor.isObject()) {
          where = Where.MEMBERS;
        } else {
          cursor.refuse(JsonPath.ROOT, "must be a batch, an object with `checks`");
          cursor.end();
          where = Where.AFTER;
        }
      }
      case MEMBERS -> member();
      case ITEMS -> {
        if (cursor.advance() == JsonToken.END_ARRAY) {
          where = Where.MEMBERS;
        } else if (++found <= limits.maxBatchItems()) {
          items.add(cursor.slice());
        } else {
          cursor.slice();
        }
      }
      case AFTER -> {}
    }
  }

  private void member() throws IOException {
    if (cursor.advance() == JsonToken.END_OBJECT) {
      cursor.end();
      where = Where.AFTER;
      finish();
      return;
    }
    String name = cursor.name();
    JsonPath place = JsonPath.ROOT.member(name);
    cursor.advance();
    if (!said.add(name)) {
      cursor.refuse(place, "stands twice; say it once");
      return;
    }
    switch (name) {
      case "checks" -> {
        if (cursor.isList()) {
          where = Where.ITEMS;
        } else {
          cursor.refuse(place, "must be a list of checks");
        }
      }
      case "defaults" -> defaults(cursor.slice());
      default -> cursor.refuse(place, "is no member of a batch; remove it");
    }
  }

  private void defaults(RequestText text) {
    if (text.isLongerThan(limits.maxBodyBytes())) {
      findings.add(DEFAULTS, "has more than " + limits.maxBodyBytes() + " bytes");
    } else {
      defaults = reader.members(text, DEFAULTS, findings);
    }
  }

  private void finish() {
    if (!said.contains("checks")) {
      findings.add(CHECKS, "is missing; give a list of checks");
    }
    if (found > limits.maxBatchItems()) {
      findings.add(
          CHECKS, "has " + found + " items, at most " + limits.maxBatchItems() + " are answered");
    }
  }

  private enum Where {
    BEFORE,
    MEMBERS,
    ITEMS,
    AFTER
  }
}
