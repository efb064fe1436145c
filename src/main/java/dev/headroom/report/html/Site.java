package dev.headroom.report.html;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a page has to know about the place where it is shown.
 *
 * @param now the fleet's time
 * @param realNow by which messages are sent
 * @param received how many messages the inbox took; null where there is no inbox
 * @param simulated says that the fleet's time is not the real one; null when it is
 * @param version changes when scripts or styles may have, so that browsers fetch them anew
 * @param formToken proves that a form was made here; null where pages can change nothing
 * @param files whether the pages are files that nothing answers for: they have no scripts and no
 *     forms
 */
public record Site(
    Instant now,
    Instant realNow,
    @Nullable Long received,
    @Nullable String simulated,
    String version,
    @Nullable String formToken,
    boolean files) {
  /** Of pages that a program answers with. */
  public Site(
      Instant now,
      Instant realNow,
      @Nullable Long received,
      @Nullable String simulated,
      String version,
      @Nullable String formToken) {
    this(now, realNow, received, simulated, version, formToken, false);
  }

  /** Of pages that can change nothing. */
  public Site(
      Instant now,
      Instant realNow,
      @Nullable Long received,
      @Nullable String simulated,
      String version) {
    this(now, realNow, received, simulated, version, null);
  }

  /** Of pages that are files, made at {@code now}. */
  public static Site ofFiles(Instant now, String version) {
    return new Site(now, now, null, null, version, null, true);
  }
}
