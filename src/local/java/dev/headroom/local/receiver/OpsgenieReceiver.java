package dev.headroom.local.receiver;

import dev.headroom.notify.jsm.JsmTarget;
import jakarta.inject.Singleton;
import java.util.Set;

/** Opsgenie's Alert API. */
@Singleton
public final class OpsgenieReceiver extends AlertApiReceiver {
  @Override
  public String type() {
    return JsmTarget.OPSGENIE.name();
  }

  @Override
  public String label() {
    return "Opsgenie";
  }

  @Override
  Set<String> fields() {
    return Set.of("priority", "message", "description");
  }
}
