package dev.headroom.limits;

import dev.headroom.org.Org;
import java.time.Instant;

/**
 * Takes readings of DailyApiRequests from the header {@code Sforce-Limit-Info} of any reply. A
 * reading of {@code /limits} always takes precedence; the header counts only while there is no
 * current one.
 */
@FunctionalInterface
public interface HeaderReadings {
  /**
   * Records {@code told} as the org's DailyApiRequests, unless {@code /limits} was read within the
   * org's interval before {@code at}. It is shown, but no alert is judged by it.
   *
   * @param at the time of the event for which the calls were made
   */
  void heard(Org org, Reading told, Instant at);
}
