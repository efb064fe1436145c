package dev.headroom.function;

import dev.headroom.cycle.export.HandOver;
import io.quarkus.logging.Log;

/** Hands over to the exporters what a function has committed. */
final class Exports {
  private Exports() {}

  /** What is committed stands, whatever becomes of its export: the stores then have a gap. */
  static void send(HandOver exports) {
    try {
      exports.send();
    } catch (RuntimeException e) {
      Log.errorf(e, "readings were not handed over to the exporters: their stores have a gap");
    }
  }
}
