package dev.headroom.report;

import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.KnownFindings.Known;
import dev.headroom.usage.Waste;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Since when a finding has been there, and whether it is gone.
 *
 * @param first day on which it was first found, since it was last gone
 * @param last day on which it was last found
 * @param gone day on which it was taken to be gone; empty while it is not
 */
public record Seen(LocalDate first, LocalDate last, Optional<LocalDate> gone) {
  /** Returns when {@code waste} was seen, by the days it was found on and by what is remembered. */
  static Seen of(Waste waste, KnownFindings findings) {
    return of(waste.id(), waste.firstSeen(), waste.lastSeen(), findings);
  }

  /**
   * The same of the finding with that id.
   *
   * @param first first day looked at on which it was found
   * @param last last one
   */
  public static Seen of(String id, LocalDate first, LocalDate last, KnownFindings findings) {
    Known known = findings.all().get(id);
    // What is remembered may be of another time: before a return that is not judged yet, or after.
    if (known == null
        || known.gone().filter(last::isAfter).isPresent()
        || known.firstSeen().isAfter(last)) {
      return new Seen(first, last, Optional.empty());
    }
    return new Seen(
        known.firstSeen(), known.lastSeen().isAfter(last) ? known.lastSeen() : last, known.gone());
  }
}
