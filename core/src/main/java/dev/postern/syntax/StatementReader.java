package dev.postern.syntax;

import dev.postern.policy.Condition;
import dev.postern.policy.Effect;
import dev.postern.policy.Patterns;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Principals;
import dev.postern.policy.Sense;
import dev.postern.policy.Statement;
import dev.postern.policy.Version;
import dev.postern.text.Json;
import dev.postern.text.Place;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statements of one document and judges them by its type (R-2.1 to
 *
 */
final class StatementReader {
  private static final List<String> KEYS =
      List.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private final Findings findings;
  private final Elements elements;
  private final PolicyType type;
  private final Version version;
  private final PrincipalReader principals;
  private final ConditionReader conditions;
  private final Set<String> sids = new HashSet<>();

  StatementReader(Findings findings, PolicyType type, Version version) {
    this.findings = findings;
    this.elements = new Elements(findings);
    this.type = type;
    this.version = version;
    this.principals = new PrincipalReader(findings, type);
    this.conditions = new ConditionReader(findings, version);
  }

  /** The statement; a stand-in where an error was found. */
  Statement read(Json.Members object) {
    Map<String, Json.Member> members = elements.known(object, KEYS, "R-1.14");
    Place place = object.place();
    Effect effect = effect(place, members.get("Effect"));
    Json.Member condition = members.get("Condition");
    List<Condition> conditionList =
        condition == null ? List.of() : conditions.read(condition.value());
    Principals principalElement =
        principals.read(place, effect, members.get("Principal"), members.get("NotPrincipal"));
    return new Statement(
        sid(members.get("Sid")),
        effect,
        principalElement,
        actions(place, members.get("Action"), members.get("NotAction")),
        resources(place, members.get("Resource"), members.get("NotResource")),
        conditionList,
        place);
  }

  private String sid(Json.@Nullable Member member) {
    if (member == null) {
      return "";
    }
    String sid = elements.text(member, "R-1.15").map(Json.Text::value).orElse("");
    boolean ofIam =
        switch (type) {
          case IDENTITY, BOUNDARY, SESSION, TRUST -> true;
          case RESOURCE, ENDPOINT, SERVICE_CONTROL, RESOURCE_CONTROL -> false;
        };
    if (ofIam && !WriteCheck.isAlphanumeric(sid)) {
      findings.error(
          member.value().place(),
          "`Sid` `" + sid + "` is not alphanumeric (R-1.15)",
          "use A-Z, a-z, 0-9");
    }
    if (ofIam && !sid.isEmpty() && !sids.add(sid)) {
      findings.error(
          member.value().place(),
          "`Sid` `" + sid + "` stands twice in the policy (R-1.15)",
          "rename one");
    }
    return sid;
  }

  private Effect effect(Place place, Json.@Nullable Member member) {
    if (member == null) {
      findings.error(
          place, "a statement has no `Effect` (R-1.16)", "add \"Effect\": \"Allow\" or \"Deny\"");
      return Effect.DENY;
    }
    String text = elements.text(member, "R-1.16").map(Json.Text::value).orElse("Deny");
    for (Effect effect : Effect.values()) {
      if (effect.text().equals(text)) {
        if (type == PolicyType.RESOURCE_CONTROL && effect == Effect.ALLOW) {
          findings.error(
              member.value().place(),
              "a resource control policy can only deny (R-2.8)",
              "write `Deny`");
        }
        return effect;
      }
    }
    List<String> known = Arrays.stream(Effect.values()).map(Effect::text).toList();
    findings.error(
        member.value().place(),
        "unknown `Effect` `" + text + "` (R-1.16)",
        Nearest.mend(text, known));
    return Effect.DENY;
  }

  private Patterns actions(
      Place place, Json.@Nullable Member listed, Json.@Nullable Member allBut) {
    if (listed == null && allBut == null) {
      findings.error(place, "a statement has no `Action` (R-1.17)", "add `Action` or `NotAction`");
    }
    if (allBut != null && type == PolicyType.RESOURCE_CONTROL) {
      findings.error(
          allBut.place(),
          "`NotAction` is forbidden in a resource control policy (R-2.8)",
          "list the actions");
    }
    return patterns(listed, allBut, "R-1.17", this::judgeAction);
  }

  private Patterns resources(
      Place place, Json.@Nullable Member listed, Json.@Nullable Member allBut) {
    switch (type) {
      case TRUST -> {
        forbidden(listed);
        forbidden(allBut);
      }
      case RESOURCE -> {}
      case IDENTITY, BOUNDARY, SESSION, SERVICE_CONTROL, RESOURCE_CONTROL, ENDPOINT -> {
        if (listed == null && allBut == null) {
          findings.error(
              place, "a statement has no `Resource` (R-1.18)", "add `Resource` or `NotResource`");
        }
      }
    }
    return patterns(listed, allBut, "R-1.18", this::judgeResource);
  }

  private void forbidden(Json.@Nullable Member member) {
    if (member != null) {
      findings.error(
          member.place(),
          "`" + member.name() + "` is forbidden in " + type.phrase() + " (R-2.6)",
          "remove it; the resource is the role");
    }
  }

  private Patterns patterns(
      Json.@Nullable Member listed,
      Json.@Nullable Member allBut,
      String rule,
      Consumer<Json.Text> judge) {
    if (listed != null && allBut != null) {
      findings.error(
          allBut.place(),
          "both `"
              + listed.name()
              + "` and `"
              + allBut.name()
              + "` in one statement ("
              + rule
              + ")",
          "keep one of them");
    }
    Json.Member member = listed == null ? allBut : listed;
    if (member == null) {
      return Patterns.UNSTATED;
    }
    List<Json.Text> texts = elements.someTexts(member, rule);
    texts.forEach(judge);
    return new Patterns(
        listed == null ? Sense.ALL_BUT : Sense.LISTED,
        texts.stream().map(Json.Text::value).toList());
  }

  private void judgeAction(Json.Text action) {
    String text = action.value();
    if (type == PolicyType.RESOURCE_CONTROL && isStars(text)) {
      findings.error(
          action.place(),
          "the action `*` is forbidden in a resource control policy (R-2.8)",
          "name services");
    } else if (type == PolicyType.TRUST && !ActionFormat.OF_TRUST.contains(text)) {
      findings.warning(
          action.place(),
          "`" + text + "` is no action of a role trust policy (R-2.5)",
          Nearest.mend(text, ActionFormat.OF_TRUST.stream().sorted().toList()));
    }
    ActionFormat.refusal(text)
        .ifPresent(why ->
            findings.warning(
                action.place(),
                "AWS would refuse the action `" + text + "`: " + why + " (R-14.15)",
                "write service:Name"));
    ActionFormat.futility(text)
        .ifPresent(why ->
            findings.warning(
                action.place(), "`" + text + "` matches nothing: " + why, "write service:Name"));
  }

  private void judgeResource(Json.Text resource) {
    String text = resource.value();
    if (ResourceFormat.isShort(text)) {
      judgeShort(resource);
    }
    ResourceFormat.refusal(text)
        .ifPresentOrElse(
            why ->
                findings.warning(
                    resource.place(),
                    "AWS would refuse this: " + why + " (R-14.14)",
                    "write an ARN"),
            () -> {
              if (ResourceFormat.failsLegacy(text)) {
                findings.warning(
                    resource.place(),
                    "AWS would refuse the resource `" + text + "` (R-14.11)",
                    "write an ARN");
              }
            });
    if (version == Version.V2012) {
      VariableFormat.defect(text)
          .ifPresent(defect ->
              findings.warning(
                  resource.place(),
                  defect + " in `" + text + "`; it is literal text (R-5.12)",
                  "write ${key} or ${key, 'default'}"));
    }
  }

  private void judgeShort(Json.Text resource) {
    String text = resource.value();
    String mend = "write an ARN of six fields";
    switch (type) {
      case RESOURCE_CONTROL ->
          findings.error(resource.place(), "`" + text + "` is a short ARN (R-4.13)", mend);
      case SERVICE_CONTROL -> {
        if (!text.endsWith("*")) {
          findings.error(
              resource.place(),
              "`" + text + "` is a short ARN that does not end with `*` (R-4.13)",
              mend);
        }
      }
      case RESOURCE, ENDPOINT -> {
        if (!text.contains("*")) {
          findings.warning(
              resource.place(), "`" + text + "` is short and matches nothing (R-4.13)", mend);
        }
      }
      case IDENTITY, BOUNDARY, SESSION, TRUST -> {}
    }
  }

  private static boolean isStars(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c == '*');
  }
}
