package dev.headroom.limits;

import dev.headroom.org.Org;
import java.time.Instant;

/**
 * Takes readings of DailyApiRequests out of the header {@code Sforce-Limit-Info} of any reply. A
 * reading of {@code /limits} always takes precedence; the header counts only while there is no
 * current one.
 */
@FunctionalInterface
public interface HeaderReadings {
  /**
   * Keeps {@code told} as what is known of the org's DailyApiRequests, unless {@code /limits} was
   * read within the org's interval before {@code at}. It is shown; no alert is judged by it.
   *
   * @param at the time of the event that the calls were made for
   */
  void heard(Org org, Reading told, Instant at);
}
