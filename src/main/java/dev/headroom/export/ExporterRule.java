package dev.headroom.export;

import java.util.Map;
import java.util.TreeSet;

/**
 * An exporter as the manifest describes it.
 *
 * @param type one of {@link ExporterTypes}
 * @param settings by name, as written: an address or a reference to a secret
 */
public record ExporterRule(
    String id, String type, Map<String, String> settings, ExportMatch match) {
  public ExporterRule {
    settings = Map.copyOf(settings);
  }

  /** Leaves out the values of settings: an address may give access. */
  @Override
  public String toString() {
    return "ExporterRule[id=%s, type=%s, settings=%s, match=%s]"
        .formatted(id, type, new TreeSet<>(settings.keySet()), match);
  }
}
