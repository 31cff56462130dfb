package dev.postern.wire;

import dev.postern.config.ApiSettings;
import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.RequestContext;
import dev.postern.model.StatedContext;
import dev.postern.text.JsonPath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a check, as far as a text says them (N-2.1). */
final class CheckMembers {
  private static final String CHECK = "a check, an object";

  private final JsonCursor cursor;
  private final ApiSettings limits;
  private Set<String> said = Set.of();
  private @Nullable Caller caller;
  private @Nullable String action;
  private @Nullable String resource;
  private @Nullable String resourceAccount;
  private @Nullable RequestContext context;

  private CheckMembers(JsonCursor cursor, ApiSettings limits) {
    this.cursor = cursor;
    this.limits = limits;
  }

  /** Reads the object under the cursor; null, with a problem noted, if it is none. */
  static @Nullable CheckMembers read(JsonCursor cursor, JsonPath at, ApiSettings limits)
      throws IOException {
    if (!cursor.isObject()) {
      cursor.refuse(at, "must be " + CHECK);
      return null;
    }
    CheckMembers members = new CheckMembers(cursor, limits);
    members.said = cursor.members(at, CHECK, members::member);
    return members;
  }

  /**
   * The check that these members make, each that is not said replaced whole by that of the
   * defaults; null, with problems noted, if there is none.
   */
  @Nullable CheckRequest request(@Nullable CheckMembers defaults, RequestFindings findings) {
    if (defaults != null) {
      take(defaults);
    }
    require("principal", "say who asks", findings);
    require("action", "say what is to be done, `service:Name`", findings);
    require("resource", "say an ARN or `*`", findings);
    if (caller == null || action == null || resource == null || !findings.isEmpty()) {
      return null;
    }
    return new CheckRequest(
        caller,
        action,
        resource,
        resourceAccount == null ? CheckRequest.UNSAID : resourceAccount,
        context == null ? RequestContext.EMPTY : context);
  }

  private void take(CheckMembers defaults) {
    if (!said.contains("principal")) {
      caller = defaults.caller;
    }
    if (!said.contains("action")) {
      action = defaults.action;
    }
    if (!said.contains("resource")) {
      resource = defaults.resource;
    }
    if (!said.contains("resource_account")) {
      resourceAccount = defaults.resourceAccount;
    }
    if (!said.contains("context")) {
      context = defaults.context;
    }
    Set<String> all = new HashSet<>(said);
    all.addAll(defaults.said);
    said = all;
  }

  private void require(String member, String mend, RequestFindings findings) {
    if (!said.contains(member)) {
      findings.add(JsonPath.ROOT.member(member), "is missing; " + mend);
    }
  }

  private void member(String name, JsonPath place) throws IOException {
    switch (name) {
      case "principal" -> caller = PrincipalJson.read(cursor, place, limits);
      case "action" -> action = action(place);
      case "resource" -> resource = resource(place);
      case "resource_account" -> resourceAccount = account(place);
      case "context" -> context = context(place);
      default -> cursor.refuse(place, "is no member of a check; remove it");
    }
  }

  private @Nullable String action(JsonPath place) throws IOException {
    String text = cursor.text(place, limits.maxKeyCharacters());
    if (text == null) {
      return null;
    }
    int colon = text.indexOf(':');
    boolean named = colon > 0 && colon < text.length() - 1 && colon == text.lastIndexOf(':');
    if (!named || !text.chars().allMatch(CheckMembers::isOfAction)) {
      cursor.note(
          place,
          "`"
              + text
              + "` is no action; write `service:Name` in letters, digits, `-`, `_`, `.`, without wildcards");
      return null;
    }
    return text;
  }

  private static boolean isOfAction(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == ':'
        || c == '-'
        || c == '_'
        || c == '.';
  }

  private @Nullable String resource(JsonPath place) throws IOException {
    String text = cursor.text(place, limits.maxArnCharacters());
    if (text == null || text.equals("*") || Arn.parse(text).isPresent()) {
      return text;
    }
    cursor.note(place, "`" + text + "` is no resource; write an ARN of six fields, or `*`");
    return null;
  }

  private @Nullable String account(JsonPath place) throws IOException {
    String text = cursor.text(place, limits.maxArnCharacters());
    if (text == null || (text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9'))) {
      return text;
    }
    cursor.note(place, "`" + text + "` is no account id; write 12 digits");
    return null;
  }

  private RequestContext context(JsonPath place) throws IOException {
    List<StatedContext.Entry> entries = ContextJson.read(cursor, place, limits);
    return entries.isEmpty() ? RequestContext.EMPTY : StatedContext.of(entries);
  }
}
