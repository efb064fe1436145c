package dev.headroom.limits;

import dev.headroom.org.Org;
import java.net.URI;
import java.time.Duration;

/** Asks orgs for the newest version of their API. */
public interface ApiVersionSource {
  /**
   * Asks {@code org} at {@code instance}; the call is not counted, and needs no session. A version
   * that was read within the last day is not read again.
   */
  Answer newest(Org org, URI instance, Duration within);

  /** The result of asking. */
  sealed interface Answer {
    /**
     * The org offers a version.
     *
     * @param version such as {@code 67.0}
     */
    record Offered(String version) implements Answer {}

    /** The org gave no list of versions. */
    record None(PollOutcome.Failed why) implements Answer {}
  }
}
