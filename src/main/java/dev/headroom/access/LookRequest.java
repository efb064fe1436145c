package dev.headroom.access;

import java.time.Instant;
import java.util.List;

/**
 * The purpose of a look.
 *
 * @param at the end of every window
 * @param candidates questions that the look must be able to answer
 */
public record LookRequest(Instant at, List<Candidate> candidates) {
  public LookRequest {
    candidates = List.copyOf(candidates);
  }
}
