package dev.headroom.notify.webhook;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;

/** The settings of a webhook target in the manifest. */
public final class WebhookTarget {
  /** The receiver's address. */
  public static final String URL = "url";

  /** The signing secret, {@code whsec_...}; several, separated by spaces, during a rotation. */
  public static final String SECRET = "secret";

  /** The manifest's {@code webhook}. */
  public static final TargetType TYPE =
      TargetType.of(
          "webhook",
          "A generic webhook, signed according to Standard Webhooks 1.0.",
          Setting.url(
              URL, "The receiver: an https address, or a reference to one such as env:HOOK_URL."),
          Setting.secret(
              SECRET,
              "Where the signing secret (whsec_ and base64 of 24 bytes or more) is kept, such as"
                  + " env:HOOK_SECRET."));

  private WebhookTarget() {}
}
