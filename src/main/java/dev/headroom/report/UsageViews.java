package dev.headroom.report;

import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads who uses the API calls of orgs, for those who may see it: as with {@link Views}, an {@link
 * Org} passed here was found through the same scope.
 */
public interface UsageViews {
  /** Days considered for trends and for the capacity plan; at least those requested. */
  int TREND_DAYS = 28;

  /** Longest range of one {@link #usage}: totals are kept as long. */
  int MAX_DAYS = 400;

  /**
   * Returns who used the API calls of {@code org}.
   *
   * @param from first day
   * @param to last day, less than {@link #MAX_DAYS} after {@code from}
   */
  UsageView usage(TenantScope scope, Org org, LocalDate from, LocalDate to);

  /**
   * Returns the newest day that can be shown: today if some of it is stored, otherwise yesterday.
   */
  LocalDate newest(TenantScope scope, Org org, Instant now);

  /** Returns the calls that {@code org} may make in 24 hours; empty if that is not known. */
  OptionalLong allocation(TenantScope scope, Org org);

  /** Returns what is remembered of the findings of {@code org}. */
  KnownFindings findings(TenantScope scope, Org org);

  /** Returns one day of {@code org}; empty if it is not stored. */
  Optional<StoredDay> day(TenantScope scope, Org org, LocalDate day);

  /**
   * Returns the groups of calls in the files of a day; empty if not stored, or no longer stored.
   */
  Optional<UsageStore.DayGroups> groups(TenantScope scope, Org org, LocalDate day);

  /** Returns the waste in the whole fleet, largest saving first. */
  SavingsView savings(TenantScope scope);
}
