package dev.postern.config;

import dev.postern.config.IdentitySettings.MtlsRule;
import dev.postern.text.Json;

/** A rule of {@code identity.mtls}: a mapping with {@code match} and {@code principal}. */
record MtlsRuleKind() implements Kind<MtlsRule> {
  @Override
  public Reading<MtlsRule> read(Json json) {
    if (!(json instanceof Json.Members members)) {
      return new Reading.Unfit<>(json.place(), "a mapping is wanted");
    }
    String match = "";
    String principal = "";
    for (Json.Member member : members.members()) {
      if (!(member.value() instanceof Json.Text text) || text.value().isEmpty()) {
        return new Reading.Unfit<>(member.place(), "`" + member.name() + "` has no text");
      }
      switch (member.name()) {
        case "match" -> match = text.value();
        case "principal" -> principal = text.value();
        default -> {
          return new Reading.Unfit<>(member.place(), "unknown key `" + member.name() + "`");
        }
      }
    }
    return match.isEmpty() || principal.isEmpty() || members.members().size() != 2
        ? new Reading.Unfit<>(json.place(), "`match` and `principal` are wanted, once each")
        : new Reading.Fits<>(new MtlsRule(match, principal));
  }

  @Override
  public String wanted() {
    return "`{match: PATTERN, principal: TEMPLATE}`";
  }

  @Override
  public String print(MtlsRule rule) {
    return "{match: "
        + YamlText.scalar(rule.match())
        + ", principal: "
        + YamlText.scalar(rule.principal())
        + "}";
  }
}
