package dev.headroom.limits;

/**
 * A limit's name as Salesforce gives it; a nested entry is {@code <parent>.<child>}, such as {@code
 * DailyApiRequests.Workbench}. Any name is possible: releases add new ones, and children are named
 * after connected apps.
 *
 * @param value 1 to {@link #MAX_LENGTH} characters, unchanged
 */
public record LimitName(String value) implements Comparable<LimitName> {
  /**
   * Longer than any name that Salesforce gives: a connected app's name has at most 80 characters.
   */
  public static final int MAX_LENGTH = 255;

  /** The org's calls per rolling 24 hours. */
  public static final LimitName DAILY_API_REQUESTS = new LimitName("DailyApiRequests");

  public LimitName {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a limit's name has 1 to " + MAX_LENGTH + " characters");
    }
  }

  @Override
  public int compareTo(LimitName other) {
    return this == other ? 0 : value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
