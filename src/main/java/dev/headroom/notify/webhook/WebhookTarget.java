package dev.headroom.notify.webhook;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a webhook target in the manifest. */
public final class WebhookTarget {
  /** The receiver's address. */
  public static final String URL = "url";

  /** The signing secret, {@code whsec_...}; several, separated by spaces, during a rotation. */
  public static final String SECRET = "secret";

  /** A body of the user's own, instead of the standard one. */
  static final String TEMPLATE = "template";

  /** What such a body is. */
  static final String CONTENT_TYPE = "contentType";

  /** JSON, unless the target says otherwise. */
  static final String JSON = "application/json";

  /** Plain text. */
  static final String TEXT = "text/plain";

  /** The manifest's {@code webhook}. */
  public static final TargetType TYPE =
      TargetType.of(
              "webhook",
              "A generic webhook, signed according to Standard Webhooks 1.0.",
              Setting.url(
                  URL,
                  "The receiver: an https address, or a reference to one such as env:HOOK_URL."),
              Setting.secret(
                  SECRET,
                  "Where the signing secret (whsec_ and base64 of 24 bytes or more) is kept, such"
                      + " as env:HOOK_SECRET."),
              Setting.template(
                  TEMPLATE,
                  "A body of your own, as a Qute template of the message's facts, such as"
                      + " '{\"text\": \"{title}\"}'."),
              Setting.word(
                      CONTENT_TYPE,
                      List.of(JSON, TEXT),
                      "What the template makes; application/json without it.")
                  .optional())
          .checked(WebhookTarget::flaw);

  /** Returns whether the template of these settings makes JSON. */
  static boolean isJson(String contentType) {
    return contentType.equals(JSON);
  }

  private static Optional<TargetType.Flaw> flaw(Map<String, String> settings) {
    String template = settings.get(TEMPLATE);
    if (template == null) {
      return settings.containsKey(CONTENT_TYPE)
          ? Optional.of(
              new TargetType.Flaw(
                  CONTENT_TYPE,
                  "is only for a template: the standard body is JSON",
                  "Add a template, or leave it out."))
          : Optional.empty();
    }
    return BodyTemplate.problem(template, isJson(settings.getOrDefault(CONTENT_TYPE, JSON)))
        .map(
            problem ->
                new TargetType.Flaw(
                    TEMPLATE,
                    problem,
                    "See docs/reference/targets.md, \"A body of your own\", for what a template may"
                        + " hold."));
  }

  private WebhookTarget() {}
}
