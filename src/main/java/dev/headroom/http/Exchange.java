package dev.headroom.http;

import org.jspecify.annotations.Nullable;

/**
 * A call that was made, or not.
 *
 * @param place where it went, for a message: host and path without query, or scheme and host alone
 * @param outcome what came of it
 * @param value what the body of an answer of 2xx says; null when there is no such answer, or its
 *     body is not of the form that the API has
 */
public record Exchange<T>(String place, HttpOutcome outcome, @Nullable T value) {
  /** Tells place and outcome only: the value may hold secrets. */
  @Override
  public String toString() {
    return place + ": " + outcome;
  }
}
