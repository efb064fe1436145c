package dev.headroom.cycle.watch;

import java.util.Map;

/** Where figures of Headroom's own health are told. */
public interface Vitals {
  /** Tells nobody. */
  Vitals NONE = figures -> {};

  /** Tells these figures, as of now. Never throws. */
  void tell(Map<Vital, Double> figures);
}
