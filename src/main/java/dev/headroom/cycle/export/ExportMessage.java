package dev.headroom.cycle.export;

import dev.headroom.export.OrgReadings;
import java.util.List;

/**
 * Readings for one exporter, so that what one store refuses is not shipped to another again.
 *
 * @param exporter the exporter's id
 */
public record ExportMessage(String exporter, List<OrgReadings> readings) {
  /** At most this many orgs; a message then stays far below SQS' limit of 256 KB. */
  public static final int MAX_ORGS = 50;

  public ExportMessage {
    readings = List.copyOf(readings);
  }
}
