package dev.postern.policy;

import dev.postern.text.Place;
import java.util.List;

/**
 * One statement.
 *
 * @param sid its id; empty if it has none
 * @param effect Allow or Deny
 * @param principals `Principal` or `NotPrincipal`
 * @param actions `Action` or `NotAction`
 * @param resources `Resource` or `NotResource`; unstated where the type of policy lets it be
 *     (R-2.1)
 * @param conditions joined by AND
 * @param place where it stands
 */
public record Statement(
    String sid,
    Effect effect,
    Principals principals,
    Patterns actions,
    Patterns resources,
    List<Condition> conditions,
    Place place) {
  public Statement {
    conditions = List.copyOf(conditions);
  }
}
