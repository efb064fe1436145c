package dev.headroom.usage.salesforce;

import dev.headroom.usage.EventLogFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The event log files of one org. */
public interface EventLogFiles {
  /** Returns the existing files, in any order. */
  List<EventLogFile> list();

  /**
   * Returns the body of a file, gzip or not, which the caller closes; empty if the file is gone.
   *
   * @throws IOException if it cannot be read now
   */
  Optional<InputStream> open(EventLogFile file) throws IOException;
}
