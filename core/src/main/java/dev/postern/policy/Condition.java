package dev.postern.policy;

import dev.postern.text.Place;
import java.util.List;

/**
 * One key under one operator; the conditions of a statement are joined by AND.
 *
 * @param operator the operator
 * @param key the condition key, in the spelling of the policy
 * @param values the values as text, numbers and booleans as their own source text; may be
 *     empty
 * @param place where the key stands
 */
public record Condition(Operator operator, String key, List<String> values, Place place) {
  public Condition {
    values = List.copyOf(values);
  }
}
