package dev.headroom.alert.dynamodb;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;

/** One row per episode, under its org and key, in the order of opening. */
final class AlertRow {

  private AlertRow() {}

  static String prefix(AlertKey key) {
    return Tables.ALERT_PREFIX + key.hash() + "#";
  }

  static String sk(AlertKey key, Instant openedAt) {
    return prefix(key) + "%012d".formatted(openedAt.getEpochSecond());
  }

  static Item write(AlertKey key, Episode episode, String lastOutbox) {
    Acknowledgement given = episode.acknowledged();
    return Item.of(Tables.ofOrg(key.org()), sk(key, episode.openedAt()))
        .text("org", key.org().value())
        .text("limit", key.limit().map(LimitName::value).orElse(null))
        .text("kind", key.limit().isPresent() ? null : key.subject().kind())
        .text("subject", key.limit().isPresent() ? null : key.subject().id())
        .text("rule", key.rule().stored())
        .text("severity", episode.severity().name())
        .text("worst", episode.worst().name())
        .text("reason", episode.reason().stored())
        .seconds("openedAt", episode.openedAt())
        .seconds("updatedAt", episode.updatedAt())
        .seconds("resolvedAt", episode.resolvedAt())
        .text("ackBy", given == null ? null : given.by())
        .seconds("ackAt", given == null ? null : given.at())
        .seconds("ackUntil", given == null ? null : given.until())
        .text("lastOutbox", lastOutbox)
        .text(Tables.FLEET_PK, episode.isOpen() ? Tables.OPEN_ALERTS : Tables.RESOLVED_ALERTS)
        .text(
            Tables.FLEET_SK, "%012d#%s".formatted(episode.openedAt().getEpochSecond(), key.hash()))
        .build();
  }

  static AlertRecord read(Item row) {
    return new AlertRecord(
        new AlertKey(new OrgId(row.text("org")), subject(row), Rule.ofStored(row.text("rule"))),
        episode(row));
  }

  /** Rows of the first release are only about limits. */
  private static Subject subject(Item row) {
    return row.findText("limit")
        .<Subject>map(name -> new Subject.Limit(new LimitName(name)))
        .orElseGet(() -> Subject.of(row.text("kind"), row.findText("subject").orElse("")));
  }

  private static Episode episode(Item row) {
    Severity severity = Severity.valueOf(row.text("severity"));
    Reason reason = Reason.ofStored(row.text("reason"));
    Instant updatedAt = row.seconds("updatedAt");
    return new Episode(
        row.seconds("openedAt"),
        severity,
        // Rows of the first release do not contain it; it was at least this one.
        row.findText("worst").map(Severity::valueOf).orElse(severity),
        reason,
        updatedAt,
        row.findSeconds("resolvedAt").orElse(null),
        Episode.Held.by(reason, severity, updatedAt),
        row.findText("ackBy")
            .map(
                by ->
                    new Acknowledgement(
                        by, row.seconds("ackAt"), row.findSeconds("ackUntil").orElse(null)))
            .orElse(null));
  }
}
