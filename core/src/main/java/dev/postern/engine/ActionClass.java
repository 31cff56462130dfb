package dev.postern.engine;

import dev.postern.explain.Grant;
import dev.postern.policy.Sense;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The statements that some action can touch, with the index of their resources. What a resource
 * costs that was not met before grows with the statements that match it and those with
 * `NotResource`, not with those that do not match.
 */
final class ActionClass {
  private static final int DECIDED = 0;
  private static final int APPROXIMATE = 1;
  private static final int LABELS = 2;

  private final List<CompiledStatement> statements;

  /** Statements that no listed pattern leads to: `NotResource`, or no such element at all. */
  private final int[] unlisted;

  private final PatternSet<Candidates> resources;

  ActionClass(List<CompiledStatement> statements) {
    this.statements = statements;
    this.unlisted =
        IntStream.range(0, statements.size())
            .filter(i -> isUnlisted(statements.get(i).resource()))
            .toArray();
    PatternSet.Builder<Candidates> builder = PatternSet.builder();
    for (int i = 0; i < statements.size(); i++) {
      ResourceTest test = statements.get(i).resource();
      for (GlobPattern pattern : test.fixed()) {
        builder.add(pattern, i * LABELS + DECIDED);
      }
      if (test.sense() == Sense.LISTED) {
        for (Template template : test.variable()) {
          builder.add(template.approximation(), i * LABELS + APPROXIMATE);
        }
      }
    }
    this.resources = builder.build(this::candidates);
  }

  List<CompiledStatement> statements() {
    return statements;
  }

  Candidates candidates(String resource) {
    return resources.match(resource);
  }

  private static boolean isUnlisted(ResourceTest test) {
    return switch (test.sense()) {
      case UNSTATED -> test.coversAll();
      case LISTED -> false;
      case ALL_BUT -> true;
    };
  }

  private Candidates candidates(int[] matched) {
    TreeMap<Integer, Candidate> all = new TreeMap<>();
    for (int label : matched) {
      CompiledStatement statement = statements.get(label / LABELS);
      if (statement.resource().sense() == Sense.LISTED) {
        // a pattern without variables, whose label comes first, decides alone
        all.putIfAbsent(label / LABELS, new Candidate(statement, label % LABELS == APPROXIMATE));
      }
    }
    for (int i : unlisted) {
      CompiledStatement statement = statements.get(i);
      if (Arrays.binarySearch(matched, i * LABELS + DECIDED) < 0) {
        all.put(i, new Candidate(statement, !statement.resource().variable().isEmpty()));
      }
    }
    return new Candidates(all.values());
  }

  @Override
  public String toString() {
    return statements + "\n" + resources;
  }

  /** A statement that an index has led to. */
  static final class Candidate {
    private final CompiledStatement statement;
    private final boolean variablesDecide;

    Candidate(CompiledStatement statement, boolean variablesDecide) {
      this.statement = statement;
      this.variablesDecide = variablesDecide;
    }

    CompiledStatement statement() {
      return statement;
    }

    /** How the statement applies; NONE if it does not. */
    Grant apply(Evaluation evaluation) {
      if (!resourceMatches(evaluation)) {
        return Grant.NONE;
      }
      Grant grant = evaluation.principalGrant(statement);
      if (grant == Grant.NONE) {
        return Grant.NONE;
      }
      return statement.applies(statement.testConditions(evaluation)) ? grant : Grant.NONE;
    }

    private boolean resourceMatches(Evaluation evaluation) {
      return !variablesDecide
          || statement.resource().matchesByVariables(evaluation.resource(), evaluation);
    }

    @Override
    public String toString() {
      return variablesDecide ? statement + " by variables" : statement.toString();
    }
  }

  /** The candidates that a resource leads to. */
  static final class Candidates {
    private final Candidate[] denies;
    private final Candidate[] allows;

    Candidates(Collection<Candidate> all) {
      denies = all.stream().filter(c -> c.statement.isDeny()).toArray(Candidate[]::new);
      allows = all.stream().filter(c -> !c.statement.isDeny()).toArray(Candidate[]::new);
    }

    /** Not to be changed. */
    Candidate[] denies() {
      return denies;
    }

    /** Not to be changed. */
    Candidate[] allows() {
      return allows;
    }

    /** Whether the resource element of a statement matches. */
    boolean covers(CompiledStatement statement, Evaluation evaluation) {
      for (Candidate candidate : statement.isDeny() ? denies : allows) {
        if (candidate.statement == statement) {
          return candidate.resourceMatches(evaluation);
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return Arrays.toString(denies) + Arrays.toString(allows);
    }
  }
}
