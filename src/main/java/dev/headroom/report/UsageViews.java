package dev.headroom.report;

import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads who spends the calls of orgs, for those who may see it: as {@link Views} does, an {@link
 * Org} that is asked about was found through the same scope.
 */
public interface UsageViews {
  /** Days that are looked at for trends and for the capacity plan, the asked ones at least. */
  int TREND_DAYS = 28;

  /** Most days of one {@link #usage}: totals are kept as long. */
  int MAX_DAYS = 400;

  /**
   * Who spent the calls of {@code org}.
   *
   * @param from first day
   * @param to last day, less than {@link #MAX_DAYS} after {@code from}
   */
  UsageView usage(TenantScope scope, Org org, LocalDate from, LocalDate to);

  /** The newest day that can be shown: today where some of it is kept, else yesterday. */
  LocalDate newest(TenantScope scope, Org org, Instant now);

  /** Calls that {@code org} may make in 24 hours; empty when that is not known. */
  OptionalLong allocation(TenantScope scope, Org org);

  /** One day of {@code org}; empty when it is not kept. */
  Optional<StoredDay> day(TenantScope scope, Org org, LocalDate day);

  /** What the files of a day tell apart; empty when it is not kept, or not any more. */
  Optional<UsageStore.DayGroups> groups(TenantScope scope, Org org, LocalDate day);

  /** What is wasted in the whole fleet, the largest saving first. */
  SavingsView savings(TenantScope scope);
}
