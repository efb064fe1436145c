package dev.headroom.notify.webhook;

import dev.headroom.notify.TargetType;
import java.util.List;

/** What a webhook target is given in the manifest. */
public final class WebhookTarget {
  /** The receiver's address. */
  public static final String URL = "url";

  /** The signing secret, {@code whsec_...}; several, a space between them, during a rotation. */
  public static final String SECRET = "secret";

  /** The manifest's {@code webhook}. */
  public static final TargetType TYPE =
      new TargetType(
          "webhook",
          List.of(
              new TargetType.Setting(URL, TargetType.Kind.URL, true),
              new TargetType.Setting(SECRET, TargetType.Kind.SECRET, true)));

  private WebhookTarget() {}
}
