package dev.headroom.local.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code UserLicense} and {@code TenantUsageEntitlement}: licences that explain four
 * fifths of what an org may use beyond its base, as if it had bought the rest.
 */
final class LicenceRows {
  private static final long BASE = 100_000;
  private static final int DAYS = 30;

  private LicenceRows() {}

  /** What the org may use in 24 hours. */
  private static long allocation(SimulatedOrg org) {
    return org.limits().stream()
        .filter(limit -> limit.name().equals(SimulatedOrg.API_REQUESTS))
        .findFirst()
        .orElseThrow()
        .max();
  }

  static List<Map<String, @Nullable Object>> licences(SimulatedOrg org) {
    long added = Math.max(0, allocation(org) - BASE);
    int rate = org.edition() == Edition.UNLIMITED ? 5_000 : 1_000;
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    rows.add(row("SFDC", "Salesforce", Math.max(2, added * 4 / 5 / rate)));
    rows.add(row("PID_Partner_Community", "Partner Community", added > 0 ? 25 : 0));
    rows.add(row("SFDC_CHATTER_FREE", "Chatter Free", 5_000));
    return rows;
  }

  private static Map<String, @Nullable Object> row(String key, String name, long total) {
    return AccessRows.row(
        "LicenseDefinitionKey",
        key,
        "MasterLabel",
        name,
        "Name",
        name,
        "Status",
        "Active",
        "TotalLicenses",
        total,
        "UsedLicenses",
        total * 3 / 4);
  }

  /** Production orgs with licences only have it. */
  static List<Map<String, @Nullable Object>> entitlements(SimulatedOrg org, long minute) {
    if (org.edition().isSandbox() || org.edition() == Edition.DEVELOPER) {
      return List.of();
    }
    long month = allocation(org) * DAYS;
    return List.of(
        AccessRows.row(
            "MasterLabel",
            "API Request Limit per Month",
            "CurrentAmountAllowed",
            month,
            "AmountUsed",
            month / 3,
            "UsageDate",
            Instant.ofEpochSecond(60 * minute).atZone(ZoneOffset.UTC).toLocalDate()
                + "T00:00:00.000+0000"));
  }
}
