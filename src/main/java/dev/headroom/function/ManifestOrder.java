package dev.headroom.function;

import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.fleet.Violation;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request about a manifest, besides the manifest.
 *
 * @param allowSecretMoves whether a secret of the fleet may be sent to another host
 * @param tenant whose manifest it is; null for that of the whole fleet
 */
record ManifestOrder(boolean allowSecretMoves, @Nullable TenantId tenant) {
  static final String MANIFEST = "manifest";
  static final String TENANT = "tenant";
  private static final String ALLOW_SECRET_MOVES = OrgChecks.ALLOW_SECRET_MOVES;

  /** The members of an order about a manifest. */
  static final List<String> MEMBERS = List.of(MANIFEST, ALLOW_SECRET_MOVES, TENANT);

  /** Returns the order of {@code event} and adds what is wrong with it to {@code violations}. */
  static ManifestOrder of(ManageEvent event, List<Violation> violations) {
    return read(event, MEMBERS, violations);
  }

  /** Returns the same of an action that is about a whole manifest only. */
  static ManifestOrder ofWhole(ManageEvent event, List<Violation> violations) {
    return read(event, List.of(MANIFEST, ALLOW_SECRET_MOVES), violations);
  }

  private static ManifestOrder read(
      ManageEvent event, List<String> known, List<Violation> violations) {
    boolean moves = false;
    TenantId tenant = null;
    Map<String, @Nullable Object> members = event.members() == null ? Map.of() : event.members();
    for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
      String name = member.getKey();
      Object value = member.getValue();
      if (!known.contains(name)) {
        event.addUnknown(name, known, violations);
      } else if (value != null && name.equals(TENANT)) {
        tenant = tenant(value, violations);
      } else if (value instanceof Boolean allowed) {
        moves = allowed;
      } else {
        violations.add(
            new Violation(name, null, "is neither true nor false", "Write true, or leave it out."));
      }
    }
    return new ManifestOrder(moves, tenant);
  }

  private static @Nullable TenantId tenant(Object value, List<Violation> violations) {
    if (value instanceof String id && OrgId.FORM.matcher(id).matches()) {
      return new TenantId(id);
    }
    violations.add(
        new Violation(
            TENANT,
            value instanceof String id ? id : null,
            "is not the id of a tenant",
            "Write the id of the tenant whose manifest it is, or leave it out."));
    return null;
  }
}
