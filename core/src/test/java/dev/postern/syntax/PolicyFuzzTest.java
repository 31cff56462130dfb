package dev.postern.syntax;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import dev.postern.text.Source;

/**
 * No text makes the reader throw; what it reads it can write and read again; every problem prints.
 */
final class PolicyFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void anyText_isReadOrRefused(FuzzedDataProvider data) {
    PolicyType type = data.pickValue(PolicyType.values());
    String text = data.consumeRemainingAsString();
    Outcome<Policy> outcome = PolicyReader.parse(new Source("fuzz", text), type);
    outcome.problems().forEach(Problem::print);
    for (WriteKind kind : WriteKind.values()) {
      WriteCheck.refusal(text, type, kind);
    }
    if (outcome instanceof Outcome.Read<Policy>(Policy policy, var warnings)) {
      String written = PolicyWriter.write(policy);
      Outcome<Policy> again = PolicyReader.parse(new Source("written", written), type);
      if (!(again instanceof Outcome.Read<Policy>(Policy same, var none)) || !same.equals(policy)) {
        throw new AssertionError("written otherwise: " + written);
      }
    }
  }
}
