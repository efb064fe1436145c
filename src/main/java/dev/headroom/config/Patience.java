package dev.headroom.config;

import java.time.Duration;

/** How long a call or a step may take: up to a day. */
public final class Patience extends Length {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public Patience() {
    super(Duration.ofMillis(1), Duration.ofDays(1));
  }
}
