package dev.headroom.local.receiver;

import dev.headroom.notify.jsm.JsmTarget;
import jakarta.inject.Singleton;
import java.util.Set;

/** Integration events of Jira Service Management, which cannot change fields. */
@Singleton
public final class JsmReceiver extends AlertApiReceiver {
  @Override
  public String type() {
    return JsmTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "Jira Service Management";
  }

  @Override
  Set<String> fields() {
    return Set.of();
  }
}
