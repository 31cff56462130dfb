package dev.postern.documents;

import dev.postern.model.CaseFold;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Whether no two entities have a name in common that only one can have. */
final class Names {
  private Names() {}

  /** Unique ids are unique; names are in their account, those of roles ignoring case. */
  static void judge(Stream<EntityName> names, Problems problems) {
    Map<String, EntityName> byId = new HashMap<>();
    Map<Key, EntityName> byName = new HashMap<>();
    // AWS's own policies belong to no account, and other partitions have the same names
    names
        .filter(name -> Accounts.isId(name.account()))
        .forEach(name -> {
          EntityName same = byId.putIfAbsent(name.uniqueId(), name);
          if (same != null) {
            problems.error(
                name.place(),
                "`"
                    + name.uniqueId()
                    + "` is also the id of "
                    + same
                    + " at "
                    + same.place()
                    + " (R-9.7)",
                "correct one, or leave it out");
          }
          EntityName other = byName.putIfAbsent(Key.of(name), name);
          if (other != null) {
            problems.error(
                name.place(),
                name + " has the name of " + other + " at " + other.place() + rule(name),
                "rename one");
          }
        });
  }

  private static String rule(EntityName name) {
    return name.kind() == EntityKind.ROLE ? " (R-9.6)" : " (N-1.5)";
  }

  private record Key(EntityKind kind, String account, String name) {
    static Key of(EntityName name) {
      String text = name.kind() == EntityKind.ROLE ? CaseFold.fold(name.name()) : name.name();
      return new Key(name.kind(), name.account(), text);
    }
  }
}
