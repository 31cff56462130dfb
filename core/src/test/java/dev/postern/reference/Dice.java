package dev.postern.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Repeatable chance. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  /** From 0 to {@code bound - 1}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  long seed() {
    return random.nextLong();
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Some of them, perhaps none, in random order. */
  <T> List<T> someOf(List<T> choices, int most) {
    List<T> all = new ArrayList<>(choices);
    Collections.shuffle(all, random);
    return List.copyOf(all.subList(0, Math.min(all.size(), random.nextInt(most + 1))));
  }

  /** From {@code least} to {@code most} of them. */
  <T> List<T> many(int least, int most, Supplier<T> one) {
    List<T> list = new ArrayList<>();
    int count = least + random.nextInt(most - least + 1);
    for (int i = 0; i < count; i++) {
      list.add(one.get());
    }
    return list;
  }
}
