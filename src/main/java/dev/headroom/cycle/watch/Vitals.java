package dev.headroom.cycle.watch;

import java.util.Map;

/** Publishes metrics of Headroom's own health. */
@FunctionalInterface
public interface Vitals {
  /** Publishes nothing. */
  Vitals NONE = (figures, parts) -> {};

  /**
   * Publishes these metrics with the present time. Never throws.
   *
   * @param parts what sums consist of, by the word for each part; those without parts are absent
   */
  void tell(Map<Vital, Double> figures, Map<Vital, Map<String, Double>> parts);

  /** Publishes metrics without parts. */
  default void tell(Map<Vital, Double> figures) {
    tell(figures, Map.of());
  }
}
