package dev.headroom.limits;

import java.util.Map;
import java.util.Optional;

/**
 * Limits that Salesforce renamed: from some API version on, the old name is gone and the new one
 * has its numbers. {@code DailyBulkApiRequests} was renamed in version 49, {@code
 * MonthlyPlatformEvents} in version 48 (REST API Developer Guide, "Limits").
 */
public final class LimitRenames {
  private static final Map<String, String> RENAMES =
      Map.of(
          "DailyBulkApiRequests", "DailyBulkApiBatches",
          "MonthlyPlatformEvents", "MonthlyPlatformEventsUsageEntitlement");

  private LimitRenames() {}

  /** Returns the present name of {@code limit} or of its child; empty if it was never renamed. */
  public static Optional<LimitName> newName(LimitName limit) {
    String name = limit.value();
    int dot = name.indexOf('.');
    String parent = dot < 0 ? name : name.substring(0, dot);
    String child = dot < 0 ? "" : name.substring(dot);
    return Optional.ofNullable(RENAMES.get(parent)).map(to -> new LimitName(to + child));
  }
}
