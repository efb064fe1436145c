package dev.headroom.access;

/**
 * A permission set group.
 *
 * @param status {@code Updated}, or why it is not
 * @param grantsNow whether it grants API Enabled as last calculated
 * @param grantsAfter whether it will once it is recalculated: by its sets, minus what is muted
 */
public record SetGroup(
    String id, String name, String status, boolean grantsNow, boolean grantsAfter) {
  /** Returns whether its sets may have changed since it was calculated. */
  public boolean isStale() {
    return !status.equals("Updated");
  }
}
