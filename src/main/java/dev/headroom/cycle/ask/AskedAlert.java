package dev.headroom.cycle.ask;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episodes;
import dev.headroom.fleet.Violation;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantScope;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The open alert that a person means, by its key or the beginning of it. */
final class AskedAlert {
  /** The member that names the alert. */
  static final String MEMBER = "alert";

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{8,64}");
  private static final String REMEDY =
      "Write the key of an open alert, as its page, its messages and GET /api/alerts show it, or at"
          + " least its first 8 digits.";

  private final Episodes episodes;
  private final OrgDirectory directory;

  AskedAlert(Episodes episodes, OrgDirectory directory) {
    this.episodes = episodes;
    this.directory = directory;
  }

  /** Returns the key of the open alert; null after a violation. */
  @Nullable AlertKey find(TenantScope scope, @Nullable String text, List<Violation> violations) {
    String key = text == null ? "" : text.strip();
    if (!KEY.matcher(key).matches()) {
      violations.add(
          new Violation(MEMBER, null, key.isEmpty() ? "is missing" : "is not a key", REMEDY));
      return null;
    }
    List<AlertKey> found =
        episodes.open().stream()
            .map(AlertRecord::key)
            .filter(one -> one.hash().startsWith(key))
            .filter(one -> sees(scope, one))
            .distinct()
            .toList();
    if (found.size() != 1) {
      violations.add(
          new Violation(
              MEMBER,
              key,
              found.isEmpty() ? "is not the key of an open alert" : "begins several keys",
              REMEDY));
      return null;
    }
    return found.getFirst();
  }

  private boolean sees(TenantScope scope, AlertKey key) {
    return key.org().isFleet()
        ? scope.seesFleet()
        : scope.tenant().isEmpty() || directory.find(key.org()).filter(scope::sees).isPresent();
  }
}
