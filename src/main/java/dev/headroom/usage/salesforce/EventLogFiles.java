package dev.headroom.usage.salesforce;

import dev.headroom.usage.EventLogFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The event log files of one org. */
public interface EventLogFiles {
  /** The files there are, in any order. */
  List<EventLogFile> list();

  /**
   * The body of a file, gzip or not, which the caller closes; empty when the file is gone.
   *
   * @throws IOException when it cannot be had now
   */
  Optional<InputStream> open(EventLogFile file) throws IOException;
}
