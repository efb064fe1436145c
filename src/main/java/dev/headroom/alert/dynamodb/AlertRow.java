package dev.headroom.alert.dynamodb;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;

/** A row an episode, under its org and key, in the order of opening. */
final class AlertRow {
  static final String OPEN = "ALERT#open";
  static final String RESOLVED = "ALERT#resolved";

  private AlertRow() {}

  static String prefix(AlertKey key) {
    return "ALERT#" + key.hash() + "#";
  }

  static String sk(AlertKey key, Instant openedAt) {
    return prefix(key) + "%012d".formatted(openedAt.getEpochSecond());
  }

  static Item write(AlertKey key, Episode episode, String lastOutbox) {
    return Item.of(Tables.ofOrg(key.org()), sk(key, episode.openedAt()))
        .text("org", key.org().value())
        .text("limit", key.limit().value())
        .text("rule", key.rule().name())
        .text("severity", episode.severity().name())
        .text("reason", episode.reason().name())
        .seconds("openedAt", episode.openedAt())
        .seconds("updatedAt", episode.updatedAt())
        .seconds("resolvedAt", episode.resolvedAt())
        .text("lastOutbox", lastOutbox)
        .text(Tables.FLEET_PK, episode.isOpen() ? OPEN : RESOLVED)
        .text(
            Tables.FLEET_SK, "%012d#%s".formatted(episode.openedAt().getEpochSecond(), key.hash()))
        .build();
  }

  static AlertRecord read(Item row) {
    return new AlertRecord(
        new AlertKey(
            new OrgId(row.text("org")),
            new LimitName(row.text("limit")),
            Rule.valueOf(row.text("rule"))),
        new Episode(
            row.seconds("openedAt"),
            Severity.valueOf(row.text("severity")),
            Reason.valueOf(row.text("reason")),
            row.seconds("updatedAt"),
            row.findSeconds("resolvedAt").orElse(null)));
  }
}
