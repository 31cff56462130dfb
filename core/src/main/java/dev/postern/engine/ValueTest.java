package dev.postern.engine;

import dev.postern.explain.EvaluationError.Side;
import dev.postern.policy.Comparison;
import dev.postern.policy.Condition;
import dev.postern.policy.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The policy values of one condition, compiled for its base operator: tells whether a request value
 * matches at least one of them, before negation. Values that are equal for every request are looked
 * up, the others tried in turn.
 */
abstract class ValueTest {

  /** {@link Tri}: OR over the policy values. */
  abstract int matches(String given, Evaluation evaluation);

  /** Likewise for the clock; only of date operators. */
  int matches(Moment clock) {
    throw new IllegalStateException("not a date operator");
  }

  /** Which side is at fault after {@link #matches} gave an error. */
  abstract Side faultySide(Evaluation evaluation);

  static ValueTest of(Condition condition, Version version) {
    Comparison comparison = condition.operator().comparison();
    List<String> values = condition.values();
    return switch (comparison.family()) {
      case STRING ->
          switch (comparison) {
            case STRING_LIKE, STRING_NOT_LIKE -> new Like(values, version);
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
                new Equal(values, version, Letters.FOLDED);
            default -> new Equal(values, version, Letters.EXACT);
          };
      case NUMERIC -> new Numeric(values, comparison);
      case DATE -> new Date(values, comparison);
      case BOOL -> new Bool(values, version);
      case BINARY -> new Binary(values);
      case IP -> new Ip(values);
      case ARN -> new ArnLike(values, version);
      case NULL, UNKNOWN -> new Never();
    };
  }

  /** How letters compare. */
  enum Letters {
    EXACT,
    FOLDED
  }

  /** For operators that never look at a pair of values. */
  private static final class Never extends ValueTest {
    @Override
    int matches(String given, Evaluation evaluation) {
      return Tri.FALSE;
    }

    @Override
    Side faultySide(Evaluation evaluation) {
      return Side.OPERATOR;
    }
  }

  /** */
  private static final class Equal extends ValueTest {
    private final Letters letters;
    private final Set<String> fixed;
    private final Template[] variable;

    Equal(List<String> values, Version version, Letters letters) {
      this.letters = letters;
      this.fixed =
          switch (letters) {
            case EXACT -> new HashSet<>();
            case FOLDED -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
          };
      List<Template> templates = new ArrayList<>();
      for (String value : values) {
        Template template = Template.value(value, Template.Mode.EXACT, version);
        String constant = template.constant();
        if (constant == null) {
          templates.add(template);
        } else {
          fixed.add(constant);
        }
      }
      variable = templates.toArray(Template[]::new);
    }

    @Override
    int matches(String given, Evaluation evaluation) {
      if (!fixed.isEmpty() && fixed.contains(given)) {
        return Tri.TRUE;
      }
      GlobBuffer wanted = evaluation.pattern();
      for (Template template : variable) {
        if (template.write(evaluation, wanted) && isEqual(wanted, given)) {
          return Tri.TRUE;
        }
      }
      return Tri.FALSE;
    }

    private boolean isEqual(GlobBuffer wanted, String given) {
      return switch (letters) {
        case EXACT -> wanted.isText(given);
        case FOLDED -> wanted.isTextIgnoringCase(given);
      };
    }

    @Override
    Side faultySide(Evaluation evaluation) {
      return Side.REQUEST;
    }
  }

  /** */
  private static final class Like extends ValueTest {
    private final GlobPattern[] fixed;
    private final Template[] variable;

    Like(List<String> values, Version version) {
      List<GlobPattern> patterns = new ArrayList<>();
      List<Template> templates = new ArrayList<>();
      for (String value : values) {
        Template template = Template.value(value, Template.Mode.GLOB, version);
        if (template.hasVariables()) {
          templates.add(template);
        } else {
          patterns.add(template.approximation());
        }
      }
      fixed = patterns.toArray(GlobPattern[]::new);
      variable = templates.toArray(Template[]::new);
    }

    @Override
    int matches(String given, Evaluation evaluation) {
      for (GlobPattern pattern : fixed) {
        if (evaluation.matcher().matches(pattern, given)) {
          return Tri.TRUE;
        }
      }
      for (Template template : variable) {
        if (template.write(evaluation, evaluation.pattern())
            && evaluation.matcher().matches(evaluation.pattern(), given)) {
          return Tri.TRUE;
        }
      }
      return Tri.FALSE;
    }

    @Override
    Side faultySide(Evaluation evaluation) {
      return Side.REQUEST;
    }
  }

  /** the request value stands on the left. */
  private static final class Numeric extends ValueTest {
    private final String[] wanted;
    private final long[] whole;
    private final boolean allWhole;
    private final int unreadable;
    private final Comparison comparison;

    Numeric(List<String> values, Comparison comparison) {
      this.comparison = comparison;
      this.wanted = values.stream().filter(DecimalText::isDecimal).toArray(String[]::new);
      this.whole = values.stream().mapToLong(DecimalText::whole).toArray();
      this.allWhole = Arrays.stream(whole).allMatch(number -> number >= 0);
      this.unreadable = values.size() - wanted.length;
    }

    @Override
    int matches(String given, Evaluation evaluation) {
      long number = allWhole ? DecimalText.whole(given) : -1;
      if (number >= 0) {
        for (long value : whole) {
          if (holds(comparison, Long.compare(number, value))) {
            return Tri.TRUE;
          }
        }
        return Tri.FALSE;
      }
      if (!DecimalText.isDecimal(given)) {
        return wanted.length + unreadable == 0 ? Tri.FALSE : Tri.ERROR;
      }
      for (String value : wanted) {
        if (holds(comparison, DecimalText.compare(given, value))) {
          return Tri.TRUE;
        }
      }
      return unreadable == 0 ? Tri.FALSE : Tri.ERROR;
    }

    @Override
    Side faultySide(Evaluation evaluation) {
      return unreadable == 0 ? Side.REQUEST : Side.POLICY;
    }
  }

  /** */
  private static final class Date extends ValueTest {
    private final Moment[] wanted;
    private final int unreadable;
    private final Comparison comparison;

    Date(List<String> values, Comparison comparison) {
      this.comparison = comparison;
      List<Moment> moments = new ArrayList<>();
      for (String value : values) {
        Moment moment = new Moment();
        if (moment.read(value)) {
          moments.add(moment);
        }
      }
      this.wanted = moments.toArray(Moment[]::new);
      this.unreadable = values.size() - wanted.length;
    }

    @Override
    int matches(String given, Evaluation evaluation) {
      Moment moment = evaluation.moment();
      if (!moment.read(given)) {
        return wanted.length + unreadable == 0 ? Tri.FALSE : Tri.ERROR;
      }
      return matches(moment);
    }

    @Override
    int matches(Moment moment) {
      for (Moment value : wanted) {
        if (holds(comparison, moment.compareTo(value))) {
          return Tri.TRUE;
        }
      }
      return unreadable == 0 ? Tri.FALSE : Tri.ERROR;
    }

    @Override
    Side faultySide(Evaluation evaluation) {
      return unreadable == 0 ? Side.REQUEST : Side.POLICY;
    }
  }

  /** values may hold variables, one without a value does not match. */
  private static final class Bool extends ValueTest {
    private final Template[] wanted;

    Bool(List<String> values, Version version) {
      wanted =
          values.stream()
              .map(value -> Template.value(value, Template.Mode.EXACT, version))
              .toArray(Template[]::new);
    }

    @Override
    int matches(String given, Evaluation evaluation) {
      int left = truth(given);
      // what cannot be read is an error whatever it is compared with
      int result = left == Tri.ERROR && wanted.length > 0 ? Tri.ERROR : Tri.FALSE;
      for (Template template : wanted) {
        String text = template.text(evaluation);
        if (text == null) {
          continue;
        }
        int right = truth(text);
        result =
            Tri.or(
                result,
                left == Tri.ERROR || right == Tri.ERROR
                    ? Tri.ERROR
                    : left == right ? Tri.TRUE : Tri.FALSE);
      }
      return result;
    }

    @Override
    Side faultySide(Evaluation evaluation) {
      for (Template template : wanted) {
        String text = template.text(evaluation);
        if (text != null && truth(text) == Tri.ERROR) {
          return Side.POLICY;
        }
      }
      return Side.REQUEST;
    }

    private static int truth(String text) {
      return text.equalsIgnoreCase("true")
          ? Tri.TRUE
          : text.equalsIgnoreCase("false") ? Tri.FALSE : Tri.ERROR;
    }
  }

  /** */
  private static final class Binary extends ValueTest {
    private final byte[][] wanted;
    private final int unreadable;

    Binary(List<String> values) {
      List<byte[]> decoded = new ArrayList<>();
      for (String value : values) {
        if (isBase64(value)) {
          decoded.add(Base64.getDecoder().decode(value));
        }
      }
      wanted = decoded.toArray(byte[][]::new);
      unreadable = values.size() - wanted.length;
    }

    @Override
    int matches(String given, Evaluation evaluation) {
      if (!isBase64(given)) {
        return wanted.length + unreadable == 0 ? Tri.FALSE : Tri.ERROR;
      }
      byte[] bytes = Base64.getDecoder().decode(given);
      for (byte[] value : wanted) {
        if (Arrays.equals(value, bytes)) {
          return Tri.TRUE;
        }
      }
      return unreadable == 0 ? Tri.FALSE : Tri.ERROR;
    }

    @Override
    Side faultySide(Evaluation evaluation) {
      return unreadable == 0 ? Side.REQUEST : Side.POLICY;
    }

    private static boolean isBase64(String text) {
      if (text.length() % 4 != 0) {
        return false;
      }
      try {
        Base64.getDecoder().decode(text);
        return true;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /** */
  private static final class Ip extends ValueTest {
    private final IpBits[] wanted;
    private final int unreadable;

    Ip(List<String> values) {
      List<IpBits> blocks = new ArrayList<>();
      for (String value : values) {
        IpBits block = new IpBits();
        if (block.readBlock(value)) {
          blocks.add(block);
        }
      }
      wanted = blocks.toArray(IpBits[]::new);
      unreadable = values.size() - wanted.length;
    }

    @Override
    int matches(String given, Evaluation evaluation) {
      IpBits address = evaluation.ip();
      if (!address.readAddress(given)) {
        return wanted.length + unreadable == 0 ? Tri.FALSE : Tri.ERROR;
      }
      for (IpBits block : wanted) {
        if (block.contains(address)) {
          return Tri.TRUE;
        }
      }
      return unreadable == 0 ? Tri.FALSE : Tri.ERROR;
    }

    @Override
    Side faultySide(Evaluation evaluation) {
      return unreadable == 0 ? Side.REQUEST : Side.POLICY;
    }
  }

  /** */
  private static final class ArnLike extends ValueTest {
    private final GlobPattern[] fixed;
    private final Template[] variable;
    private final int unreadable;

    ArnLike(List<String> values, Version version) {
      List<GlobPattern> patterns = new ArrayList<>();
      List<Template> templates = new ArrayList<>();
      int bad = 0;
      for (String value : values) {
        Template template = Template.value(value, Template.Mode.ARN, version);
        if (template.hasVariables()) {
          templates.add(template);
        } else if (hasSixFields(template.approximation())) {
          patterns.add(template.approximation());
        } else {
          bad++;
        }
      }
      fixed = patterns.toArray(GlobPattern[]::new);
      variable = templates.toArray(Template[]::new);
      unreadable = bad;
    }

    @Override
    int matches(String given, Evaluation evaluation) {
      boolean readable = isArn(given);
      // what cannot be read is an error whatever it is compared with
      boolean faulty = unreadable > 0 || (!readable && fixed.length + variable.length > 0);
      int result = faulty ? Tri.ERROR : Tri.FALSE;
      if (readable) {
        for (GlobPattern pattern : fixed) {
          if (evaluation.matcher().matches(pattern, given)) {
            return Tri.TRUE;
          }
        }
      }
      for (Template template : variable) {
        GlobBuffer pattern = evaluation.pattern();
        if (template.write(evaluation, pattern)) {
          if (!readable || pattern.colons() < 5) {
            result = Tri.ERROR;
          } else if (evaluation.matcher().matches(pattern, given)) {
            return Tri.TRUE;
          }
        }
      }
      return result;
    }

    @Override
    Side faultySide(Evaluation evaluation) {
      if (unreadable > 0) {
        return Side.POLICY;
      }
      for (Template template : variable) {
        if (template.write(evaluation, evaluation.pattern()) && evaluation.pattern().colons() < 5) {
          return Side.POLICY;
        }
      }
      return Side.REQUEST;
    }

    private static boolean hasSixFields(GlobPattern pattern) {
      int colons = 0;
      for (int symbol : pattern.symbols()) {
        if (symbol == ':') {
          colons++;
        }
      }
      return colons >= 5;
    }

    private static boolean isArn(String text) {
      if (!text.startsWith("arn:")) {
        return false;
      }
      int colons = 0;
      for (int i = 0; i < text.length() && colons < 5; i++) {
        if (text.charAt(i) == ':') {
          colons++;
        }
      }
      return colons == 5;
    }
  }

  private static boolean holds(Comparison comparison, int order) {
    return switch (comparison) {
      case NUMERIC_LESS_THAN, DATE_LESS_THAN -> order < 0;
      case NUMERIC_LESS_THAN_EQUALS, DATE_LESS_THAN_EQUALS -> order <= 0;
      case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> order > 0;
      case NUMERIC_GREATER_THAN_EQUALS, DATE_GREATER_THAN_EQUALS -> order >= 0;
      default -> order == 0;
    };
  }
}
