package dev.postern.reference;

import java.util.List;
import java.util.Locale;

/** Random patterns for actions and resources, made from what is asked for. */
record RandomPatterns(Dice dice) {
  private static final List<String> ODD_ACTIONS =
      List.of(
          "s3:", "s3:Get Object", "s3", "a:b:c", "***", "*", "*:*", ":Get*", "s3:Get,Put", "?3:*");
  private static final List<String> VARIABLES =
      List.of(
          "${aws:username}",
          "${AWS:UserName}",
          "${aws:PrincipalTag/team}",
          "${aws:PrincipalTag/team, 'red'}",
          "${aws:PrincipalTag/Team, 'k'}",
          "${aws:ResourceTag/team}",
          "${k1}",
          "${k1, 'a'}",
          "${k2, '*'}",
          "${aws:TagKeys, 'k'}",
          "${many, 'a'}",
          "${aws:PrincipalAccount}",
          "${*}",
          "${?}",
          "${$}");
  private static final List<String> MALFORMED =
      List.of(
          "${",
          "${}",
          "${a b}",
          "${k1,'a'}",
          "${k1, 'a}",
          "${k1, a}",
          "${k${k1}}",
          "$",
          "${, 'a'}");

  /** A pattern that matches this action more often than not. */
  String action(String action) {
    int service = action.indexOf(':');
    return switch (dice.below(15)) {
      case 0, 1, 14 -> "*";
      case 2, 3, 4 -> action.substring(0, service + 1) + "*";
      case 5 -> dice.of(ODD_ACTIONS);
      case 6 -> action.toUpperCase(Locale.ROOT);
      case 7 -> wild(action, service + 1);
      case 8 -> wild(wild(action, service + 1), service + 1);
      case 9 -> wild(action, 0);
      case 10 -> "*:" + action.substring(service + 1, service + 2) + "*";
      case 11 -> action.substring(0, service + 2) + "*" + action.substring(action.length() - 1);
      default -> action;
    };
  }

  /** A pattern that matches this resource more often than not. */
  String resource(String resource) {
    return switch (dice.below(20)) {
      case 0, 1, 2, 3, 4 -> "*";
      case 5, 6 -> resource;
      case 7 -> wild(resource, 0);
      case 8, 9 -> wild(wild(resource, 0), 0);
      case 10 -> shortened(resource);
      case 11 -> field(resource);
      case 12 -> wild(field(resource), 0);
      case 13, 14, 15 -> variable(resource, VARIABLES);
      case 16 -> variable(resource, MALFORMED);
      case 17 -> variable(wild(resource, 0), VARIABLES);
      case 18 -> wild(resource, Math.max(0, resource.lastIndexOf(':')));
      default -> resource.substring(0, resource.lastIndexOf(':') + 1) + "*";
    };
  }

  /** A text that is like this one more often than not. */
  String value(String text) {
    return switch (dice.below(10)) {
      case 0, 1, 2, 3 -> text;
      case 4, 5 -> wild(text, 0);
      case 6 -> "*";
      case 7 -> dice.of(VARIABLES);
      case 8 -> text.isEmpty() ? "" : variable(text, dice.percent(70) ? VARIABLES : MALFORMED);
      default -> text.toUpperCase(Locale.ROOT);
    };
  }

  /** Replaces a run by a star or a character by a question mark, from a place on. */
  private String wild(String text, int from) {
    int length = text.codePointCount(0, text.length());
    int first = text.codePointCount(0, Math.min(from, text.length()));
    if (first >= length) {
      return text + "*";
    }
    int start = first + dice.below(length - first);
    int run = dice.percent(40) ? 1 : dice.below(Math.min(length - start, 8) + 1);
    String wildcard = dice.percent(35) && run == 1 ? "?" : dice.percent(90) ? "*" : "**";
    return text.substring(0, text.offsetByCodePoints(0, start))
        + wildcard
        + text.substring(text.offsetByCodePoints(0, start + run));
  }

  /** Cuts at a colon, with or without a star. */
  private String shortened(String resource) {
    String[] fields = resource.split(":", 6);
    int keep = 1 + dice.below(fields.length);
    String cut = String.join(":", List.of(fields).subList(0, keep));
    return dice.of(cut, cut + "*", cut + ":*", cut + ":");
  }

  /** Puts a wildcard into one of the first five fields. */
  private String field(String resource) {
    String[] fields = resource.split(":", 6);
    int index = dice.below(Math.min(5, fields.length));
    String old = fields[index];
    fields[index] =
        dice.of(
            "*", "?", old + "*", "*" + old, "us-*-1", "us-*", "", "${aws:PrincipalAccount}", "**");
    return String.join(":", fields);
  }

  /** Puts a variable in the place of a segment of the last field. */
  private String variable(String resource, List<String> variables) {
    int start = Math.max(resource.lastIndexOf(':'), resource.lastIndexOf('/')) + 1;
    int middle = resource.indexOf('/', Math.max(0, resource.lastIndexOf(':')));
    String variable = dice.of(variables);
    if (middle > 0 && middle + 1 < start - 1 && dice.percent(60)) {
      return resource.substring(0, middle + 1) + variable + resource.substring(start - 1);
    }
    return switch (dice.below(3)) {
      case 0 -> resource.substring(0, start) + variable;
      case 1 -> resource + variable;
      default -> resource.substring(0, start) + variable + "*";
    };
  }
}
