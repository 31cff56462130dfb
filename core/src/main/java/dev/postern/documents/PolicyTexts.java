package dev.postern.documents;

import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Policies by their text, so that each text is parsed once. */
final class PolicyTexts {
  private final Map<Key, Policy> byText = new HashMap<>();

  Optional<Policy> known(String text, PolicyType type) {
    return Optional.ofNullable(byText.get(new Key(text, type)));
  }

  void remember(String text, PolicyType type, Policy policy) {
    byText.put(new Key(text, type), policy);
  }

  private record Key(String text, PolicyType type) {}
}
