package dev.postern.config;

import dev.postern.text.Source;
import java.util.List;
import java.util.Map;

/**
 * All that says settings (N-7.2); later ones win over earlier ones.
 *
 * @param files the configuration file; at most one
 * @param environment the environment of the process
 * @param assignments of the command line, in order
 */
public record Inputs(
    List<Source> files, Map<String, String> environment, List<Assignment> assignments) {
  public Inputs {
    files = List.copyOf(files);
    environment = Map.copyOf(environment);
    assignments = List.copyOf(assignments);
    if (files.size() > 1) {
      throw new IllegalArgumentException("one configuration file at most");
    }
  }
}
