package dev.headroom.org;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an org has bought, as far as it says so.
 *
 * @param licences how many user licences it has, by Salesforce's name, such as {@code Salesforce};
 *     null if it does not say
 * @param monthly its calls per month; null if it does not say
 */
public record Holdings(@Nullable SortedMap<String, Integer> licences, @Nullable Monthly monthly) {
  /** Nothing is known. */
  public static final Holdings UNKNOWN = new Holdings(null, null);

  /** Licences beyond this many kinds are not remembered; orgs have about a dozen. */
  public static final int MAX_KINDS = 40;

  public Holdings {
    licences = licences == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(licences));
  }

  /**
   * The entitlement "API Request Limit per Month" (Object Reference, TenantUsageEntitlement). It is
   * information: Salesforce does not enforce it, and it counts calls above the daily allocation.
   *
   * @param allowed calls in a month of the contract, at least 0
   * @param used of them, as Salesforce last counted
   * @param counted when that was; null if it does not say
   */
  public record Monthly(long allowed, long used, @Nullable LocalDate counted) {}

  /** Returns this, and where it does not know something what {@code before} knew. */
  public Holdings or(Holdings before) {
    return new Holdings(
        licences == null ? before.licences : licences, monthly == null ? before.monthly : monthly);
  }
}
