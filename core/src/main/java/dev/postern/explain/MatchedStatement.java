package dev.postern.explain;

import dev.postern.policy.Effect;
import dev.postern.policy.PolicyName;
import dev.postern.text.Place;

/**
 * A statement, as reports name it.
 *
 * @param policy which policy
 * @param index position in the policy, from 0
 * @param sid its id; empty if it has none
 * @param effect Allow or Deny
 * @param place file, line and column
 */
public record MatchedStatement(
    PolicyName policy, int index, String sid, Effect effect, Place place) {}
