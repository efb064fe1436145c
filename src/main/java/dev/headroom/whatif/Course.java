package dev.headroom.whatif;

import java.time.Instant;
import java.time.LocalDate;

/** How the use of a limit would continue without a change. */
interface Course {
  /** Returns how many courses a day has. */
  int compared(LocalDate day);

  /**
   * Returns the use by course {@code i} in the quarter of an hour of {@code day} that ends at
   * {@code at}.
   */
  double used(LocalDate day, int i, int quarter, Instant at);
}
