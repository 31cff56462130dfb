package dev.postern.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request context made of entries as a caller stated them. */
public final class StatedContext implements RequestContext {
  private final Map<String, ContextValue> byFold;
  private final List<Entry> entries;

  private StatedContext(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    Map<String, ContextValue> values = new HashMap<>();
    for (Entry entry : this.entries) {
      values.merge(
          CaseFold.fold(entry.key()),
          ContextValue.of(entry.values()),
          (first, second) -> ContextValue.AMBIGUOUS);
    }
    this.byFold = values;
  }

  /**
   * A context of these entries; two keys that are equal ignoring case make that key ambiguous
   * (R-6.5).
   */
  public static StatedContext of(List<Entry> entries) {
    return new StatedContext(entries);
  }

  /** A context of these keys. */
  public static StatedContext of(Map<String, List<String>> entries) {
    List<Entry> list = new ArrayList<>();
    entries.forEach((key, values) -> list.add(new Entry(key, values)));
    return new StatedContext(list);
  }

  /** The entries as stated, in order. */
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public ContextValue value(String key) {
    ContextValue value = byFold.get(key);
    return value == null ? ContextValue.ABSENT : value;
  }

  @Override
  public String toString() {
    return entries.toString();
  }

  /**
   * One key as stated.
   *
   * @param key its name, in the spelling of the request
   * @param values its values
   */
  public record Entry(String key, List<String> values) {
    public Entry {
      values = List.copyOf(values);
    }
  }
}
