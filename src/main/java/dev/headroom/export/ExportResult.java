package dev.headroom.export;

import org.jspecify.annotations.Nullable;

/**
 * What became of a shipment.
 *
 * @param points values that the store accepted
 * @param stale readings of orgs that were too old or too far ahead for the store: never sent
 * @param requests made, also failed ones
 * @param remark what the store said of values that it did not keep though it accepted the request;
 *     null if nothing. Never a reason to send them again.
 * @param failure why the rest was not shipped; null if everything was
 */
public record ExportResult(
    long points, long stale, int requests, @Nullable String remark, @Nullable Failure failure) {
  /**
   * A request that failed.
   *
   * @param again whether the same request may succeed later
   */
  public record Failure(boolean again, String detail) {}

  /** Returns whether nothing is left to ship. */
  public boolean isDone() {
    return failure == null;
  }
}
