package dev.headroom.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which event log files of an org were read, so that each is fetched once. A file is identified by
 * its id, creation date and announced length: Salesforce reissues a file when late rows arrive, and
 * then at least one of the three differs (Object Reference, EventLogFile).
 *
 * @param newest creation date of the newest file that was read; empty if none was
 * @param entries the files of {@link #OVERLAP} before that, and those to be retried
 */
public record FilesRead(Optional<Instant> newest, List<Entry> entries) {
  /** Files may become visible in a different order than their creation dates. */
  public static final Duration OVERLAP = Duration.ofHours(6);

  /** A file whose reading breaks off is tried this often. */
  public static final int MAX_TRIES = 3;

  /** Nothing was read yet. */
  public static final FilesRead NONE = new FilesRead(Optional.empty(), List.of());

  /**
   * A file that was read.
   *
   * @param triesLeft how often it may still be tried; 0 if it is finished
   */
  public record Entry(String id, Instant created, long length, int triesLeft) {}

  public FilesRead {
    entries = List.copyOf(entries);
  }

  /** Returns the creation date from which files must be listed; empty for all there are. */
  public Optional<Instant> since() {
    Optional<Instant> begin = newest.map(at -> at.minus(OVERLAP));
    Optional<Instant> again =
        entries.stream()
            .filter(e -> e.triesLeft > 0)
            .map(Entry::created)
            .min(Comparator.naturalOrder());
    return begin.map(at -> again.filter(a -> a.isBefore(at)).orElse(at));
  }

  /**
   * Returns whether {@code file} must be read: it is new, was reissued, or was not read to its end.
   */
  public boolean wants(EventLogFile file) {
    return entry(file).map(e -> e.triesLeft > 0).orElse(true);
  }

  /**
   * Returns the same after {@code reading}. Files must be read in the order of their creation
   * dates.
   */
  public FilesRead with(FileReading reading) {
    EventLogFile file = reading.file();
    int left = entry(file).map(Entry::triesLeft).orElse(MAX_TRIES);
    Instant latest = newest.filter(at -> at.isAfter(file.created())).orElse(file.created());
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : entries) {
      boolean recent = !entry.created.isBefore(latest.minus(OVERLAP));
      if (!entry.id.equals(file.id()) && (recent || entry.triesLeft > 0)) {
        kept.add(entry);
      }
    }
    kept.add(
        new Entry(file.id(), file.created(), file.length(), reading.brokeOff() ? left - 1 : 0));
    return new FilesRead(Optional.of(latest), kept);
  }

  /**
   * The same once all files from {@link #since} on were listed: what is not among them any more
   * will not be tried again.
   *
   * @param ids of the files that were listed
   */
  public FilesRead listed(Set<String> ids) {
    return new FilesRead(
        newest, entries.stream().filter(e -> e.triesLeft == 0 || ids.contains(e.id)).toList());
  }

  private Optional<Entry> entry(EventLogFile file) {
    return entries.stream()
        .filter(e -> e.id.equals(file.id()))
        .filter(e -> e.created.equals(file.created()) && e.length == file.length())
        .findFirst();
  }
}
