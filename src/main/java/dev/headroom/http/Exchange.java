package dev.headroom.http;

import org.jspecify.annotations.Nullable;

/**
 * A call and its outcome.
 *
 * @param place where it went, for a message: host and path without query, or scheme and host alone
 * @param outcome the outcome
 * @param value the parsed body of a 2xx answer; null if there is no such answer, or its body does
 *     not have the API's form
 */
public record Exchange<T>(String place, HttpOutcome outcome, @Nullable T value) {
  /** Returns only place and outcome: the value may contain secrets. */
  @Override
  public String toString() {
    return place + ": " + outcome;
  }
}
