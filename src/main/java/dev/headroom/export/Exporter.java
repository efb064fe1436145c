package dev.headroom.export;

import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import java.time.Instant;

/** Ships readings to one kind of metric store. Adding a kind is one folder and one list entry. */
public interface Exporter {
  /** Returns the kind, one of {@link ExporterTypes#ALL}. */
  TargetType type();

  /**
   * Ships the readings in as few requests as the store's caps allow, in their order, and stops at
   * the first request that fails. What is shipped twice has the same time and value, so that a
   * repeat changes nothing. Never throws because of anything that the store does.
   *
   * @param readings decoded one after the other, so that many fit into memory
   * @param now the real time, by which readings are too old for the store
   */
  ExportResult ship(
      Iterable<OrgReadings> readings, ExportMatch match, ResolvedTarget store, Instant now);
}
