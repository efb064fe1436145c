package dev.headroom.cycle.watch;

import java.util.Map;

/** Publishes metrics of Headroom's own health. */
public interface Vitals {
  /** Publishes nothing. */
  Vitals NONE = figures -> {};

  /** Publishes these metrics with the present time. Never throws. */
  void tell(Map<Vital, Double> figures);
}
