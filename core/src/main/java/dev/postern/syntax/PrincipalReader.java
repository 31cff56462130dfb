package dev.postern.syntax;

import dev.postern.policy.Effect;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Principals;
import dev.postern.policy.Sense;
import dev.postern.text.Json;
import dev.postern.text.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the principal element and judges it by the type of policy (R-2.1 to
 *
 */
final class PrincipalReader {
  private static final List<String> KINDS =
      Arrays.stream(Principals.Kind.values()).map(Principals.Kind::text).toList();

  private final Findings findings;
  private final Elements elements;
  private final PolicyType type;

  PrincipalReader(Findings findings, PolicyType type) {
    this.findings = findings;
    this.elements = new Elements(findings);
    this.type = type;
  }

  Principals read(
      Place place, Effect effect, Json.@Nullable Member listed, Json.@Nullable Member allBut) {
    judge(place, effect, listed, allBut);
    if (listed != null && allBut != null) {
      findings.error(
          allBut.place(),
          "both `Principal` and `NotPrincipal` in one statement (R-1.19)",
          "keep one of them");
    }
    Json.Member member = listed == null ? allBut : listed;
    if (member == null) {
      return Principals.UNSTATED;
    }
    return new Principals(listed == null ? Sense.ALL_BUT : Sense.LISTED, entries(member));
  }

  private void judge(
      Place place, Effect effect, Json.@Nullable Member listed, Json.@Nullable Member allBut) {
    switch (type) {
      case IDENTITY, BOUNDARY, SESSION, SERVICE_CONTROL -> {
        forbidden(listed);
        forbidden(allBut);
      }
      case TRUST -> {
        forbidden(allBut);
        stated(place, listed, allBut);
      }
      case RESOURCE, ENDPOINT -> {
        stated(place, listed, allBut);
        if (allBut != null && effect == Effect.ALLOW) {
          findings.warning(
              allBut.place(),
              "`NotPrincipal` with `Allow` never applies (R-2.3)",
              "use `Principal`");
        }
      }
      case RESOURCE_CONTROL -> {
        forbidden(allBut);
        boolean all =
            listed != null
                && listed.value() instanceof Json.Text(String text, _)
                && text.equals("*");
        if (!all) {
          findings.error(
              listed == null ? place : listed.value().place(),
              "`Principal` of a resource control policy is exactly `\"*\"` (R-2.8)",
              "write \"Principal\": \"*\"");
        }
      }
    }
  }

  private void forbidden(Json.@Nullable Member member) {
    if (member != null) {
      findings.error(
          member.place(),
          "`" + member.name() + "` is forbidden in " + type.phrase() + " (R-2.1)",
          "remove it");
    }
  }

  private void stated(Place place, Json.@Nullable Member listed, Json.@Nullable Member allBut) {
    if (listed == null && allBut == null) {
      findings.warning(
          place, "a statement without `Principal` matches nobody (R-2.2)", "add `Principal`");
    }
  }

  private List<Principals.Entry> entries(Json.Member member) {
    List<Principals.Entry> entries = new ArrayList<>();
    if (member.value() instanceof Json.Members kinds) {
      List<Json.Member> known = List.copyOf(elements.known(kinds, KINDS, "R-1.19").values());
      for (Json.Member kind : known) {
        int index = KINDS.indexOf(kind.name());
        for (Json.Text text : elements.texts(kind, "R-1.19")) {
          if (index >= 0) {
            entries.add(new Principals.Entry(Principals.Kind.values()[index], text.value()));
          }
        }
      }
      if (entries.isEmpty()) {
        findings.warning(
            member.value().place(),
            "an empty `" + member.name() + "` names nobody (R-1.24)",
            "name somebody");
      }
    } else if (member.value() instanceof Json.Text(String text, _) && text.equals("*")) {
      entries.add(new Principals.Entry(Principals.Kind.AWS, "*"));
    } else {
      findings.error(
          member.value().place(),
          "`" + member.name() + "` is neither `\"*\"` nor an object (R-1.19)",
          "write \"*\" or {\"AWS\": …}");
    }
    return entries;
  }
}
