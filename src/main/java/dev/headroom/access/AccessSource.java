package dev.headroom.access;

import dev.headroom.auth.LoginBudget;
import dev.headroom.org.Org;

/** Reads who may use an org's API, and how it is used. Never changes anything there. */
public interface AccessSource {
  /**
   * Looks at {@code org}. A part that cannot be read is a gap in the look; there is no look only if
   * nothing can be read.
   *
   * @param spending asked before each call that the org counts
   */
  LookOutcome look(Org org, LookRequest request, LoginBudget logins, CallBudget spending);
}
