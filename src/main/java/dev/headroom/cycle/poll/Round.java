package dev.headroom.cycle.poll;

import dev.headroom.fleet.Settings;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * What the orgs of one call of the cycle share: the settings, which are read once, and the time.
 */
final class Round {
  private final FutureTask<Settings> settings;
  private final TimeLeft time;

  Round(Callable<Settings> settings, TimeLeft time) {
    this.settings = new FutureTask<>(settings);
    this.time = time;
  }

  /** Returns the settings; the first caller reads them. */
  Settings settings() {
    settings.run();
    return OrgRunner.join(settings);
  }

  TimeLeft time() {
    return time;
  }
}
