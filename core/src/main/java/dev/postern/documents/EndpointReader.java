package dev.postern.documents;

import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import java.util.Optional;
import java.util.Set;

/** Reads the VPC endpoints of a file (N-1.2, R-10.1). */
final class EndpointReader {
  private static final Set<String> KNOWN = Set.of("Id", "Policy");

  private final PolicyDocuments documents;
  private final Problems problems;

  EndpointReader(PolicyDocuments documents, Problems problems) {
    this.documents = documents;
    this.problems = problems;
  }

  Optional<Endpoint> read(Fields fields) {
    fields.noteUnknown("a VPC endpoint", KNOWN::contains);
    Optional<String> id = fields.required("Id", "a VPC endpoint", "N-1.2");
    if (id.isPresent() && !id.get().startsWith("vpce-")) {
      problems.error(
          fields.place("Id"),
          "`" + id.get() + "` is no id of a VPC endpoint (N-1.2)",
          "write the value of aws:SourceVpce, vpce-…");
    }
    Optional<Policy> policy = documents.read(fields, "Policy", PolicyType.ENDPOINT);
    return id.flatMap(i ->
        policy.map(p ->
            new Endpoint(
                i,
                new NamedPolicy(new PolicyName(PolicyType.ENDPOINT, i, ""), p),
                fields.place())));
  }
}
