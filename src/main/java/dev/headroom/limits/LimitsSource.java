package dev.headroom.limits;

import dev.headroom.org.Org;

/** Reads an org's limits. */
public interface LimitsSource {
  /**
   * Reads the limits of {@code org} once, logging in if needed. Blocks until the answer is complete
   * or the source's deadline for one org has passed; an interrupt ends it at once with a {@link
   * PollOutcome.FailureKind#TIMEOUT}. Never throws because of anything that the org does.
   *
   * @param allowance what may be spent on logins and counted calls; each is taken from it before it
   *     is made
   */
  PollOutcome read(Org org, Allowance allowance);
}
