package dev.postern.documents;

import dev.postern.directory.Membership;
import dev.postern.directory.Membership.Level;
import dev.postern.directory.Membership.Standing;
import dev.postern.policy.Fingerprint;
import dev.postern.text.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the organization of a file and walks its tree from the root to every account (N-1.6). */
final class OrganizationReader {
  private static final Set<String> FILE =
      Set.of("Id", "ManagementAccountId", "EnabledPolicyTypes", "Policies", "Root");
  private static final Set<String> NODE =
      Set.of("Id", "Name", "AttachedPolicies", "Accounts", "OrganizationalUnits");
  private static final Set<String> ACCOUNT = Set.of("Id", "Name", "AttachedPolicies");
  private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]+");
  private static final Pattern ROOT = Pattern.compile("r-[a-z0-9]+");
  private static final Pattern UNIT = Pattern.compile("ou-[a-z0-9]+(-[a-z0-9]+)*");

  private final PolicyDocuments documents;
  private final Problems problems;
  private final List<Organization.Seat> seats = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  OrganizationReader(PolicyDocuments documents, Problems problems) {
    this.documents = documents;
    this.problems = problems;
  }

  /** The organization; empty where an error was found in what it is called. */
  Optional<Organization> read(Json json) {
    return Fields.of(json, "`Organization`", problems).flatMap(this::read);
  }

  private Optional<Organization> read(Fields fields) {
    fields.noteUnknown("an organization", FILE::contains);
    Optional<String> id = id(fields, "an organization", ORGANIZATION);
    Optional<String> management =
        fields.required("ManagementAccountId", "an organization", "N-1.6");
    Accounts.read(fields, "ManagementAccountId", problems);
    ControlPolicies policies = new ControlPolicies(documents, problems);
    policies.read(fields);
    if (!fields.has("Root")) {
      problems.error(fields.place(), "an organization has no `Root` (N-1.6)", "add `Root`");
    }
    Optional<Fields> root =
        fields.value("Root").flatMap(value -> Fields.of(value, "`Root`", problems));
    if (root.isEmpty() || id.isEmpty() || management.isEmpty()) {
      return Optional.empty();
    }
    Trail trail = new Trail(id.get() + "/", List.of(), List.of());
    Walk walk = new Walk(id.get(), management.get(), policies);
    walk.node(root.get(), "the root", ROOT, trail);
    if (seats.stream().noneMatch(seat -> seat.account().equals(management.get()))) {
      problems.error(
          fields.place("ManagementAccountId"),
          "the management account " + management.get() + " stands nowhere in the tree (N-1.6)",
          "add it to `Accounts` of the root");
    }
    Fingerprint.Digester digest = new Fingerprint.Digester().add(id.get());
    seats.stream().map(seat -> seat.content().toString()).sorted().forEach(digest::add);
    return Optional.of(new Organization(id.get(), seats, digest.finish(), fields.place("Id")));
  }

  private Optional<String> id(Fields fields, String what, Pattern form) {
    Optional<String> id = fields.required("Id", what, "N-1.6");
    if (id.isPresent() && !form.matcher(id.get()).matches()) {
      problems.error(
          fields.place("Id"),
          "`" + id.get() + "` is no id of " + what + " (N-1.6)",
          "write one of the form " + form.pattern().replaceFirst("\\(.*|\\[.*", "") + "…");
      return Optional.empty();
    }
    if (id.isPresent() && !seen.add(id.get())) {
      problems.error(
          fields.place("Id"), "`" + id.get() + "` stands twice in the tree (N-1.6)", "rename one");
    }
    return id;
  }

  /** How far down the tree, with the levels passed. */
  private record Trail(String path, List<Level> serviceControl, List<Level> resourceControl) {
    Trail down(String step, ControlPolicies.Attached attached, String id) {
      return new Trail(
          path + step,
          longer(serviceControl, attached.serviceControl(), id),
          longer(resourceControl, attached.resourceControl(), id));
    }

    private static List<Level> longer(List<Level> levels, ControlPolicies.Pool pool, String id) {
      if (!pool.enabled()) {
        return levels;
      }
      List<Level> longer = new ArrayList<>(levels);
      longer.add(new Level(id, pool.policies()));
      return List.copyOf(longer);
    }
  }

  /** The walk through one tree. */
  private final class Walk {
    private final String organization;
    private final String management;
    private final ControlPolicies policies;

    Walk(String organization, String management, ControlPolicies policies) {
      this.organization = organization;
      this.management = management;
      this.policies = policies;
    }

    void node(Fields node, String what, Pattern form, Trail above) {
      node.noteUnknown(what, NODE::contains);
      Optional<String> id = id(node, what, form);
      String known = id.orElse("");
      Trail here = above.down(known + "/", policies.attached(node), known);
      for (Fields account : node.objects("Accounts")) {
        account(account, here);
      }
      for (Fields unit : node.objects("OrganizationalUnits")) {
        node(unit, "an organizational unit", UNIT, here);
      }
    }

    private void account(Fields account, Trail above) {
      account.noteUnknown("an account of an organization", ACCOUNT::contains);
      account.required("Id", "an account", "N-1.6");
      Optional<String> id = Accounts.read(account, "Id", problems);
      ControlPolicies.Attached attached = policies.attached(account);
      if (id.isPresent() && !seen.add(id.get())) {
        problems.error(
            account.place("Id"),
            "account " + id.get() + " stands twice in the tree (N-1.6)",
            "keep it in one place");
      }
      id.ifPresent(known -> {
        Trail here = above.down("", attached, known);
        Standing standing = known.equals(management) ? Standing.MANAGEMENT : Standing.MEMBER;
        Membership membership =
            new Membership(
                organization, standing, here.path(), here.serviceControl(), here.resourceControl());
        seats.add(new Organization.Seat(known, membership, account.place("Id")));
      });
    }
  }
}
