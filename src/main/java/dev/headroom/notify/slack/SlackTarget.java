package dev.headroom.notify.slack;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.Map;

/** The settings of a Slack target in the manifest. */
public final class SlackTarget {
  /**
   * The incoming webhook's address. Anyone who knows it may post, so it is best given as a
   * reference.
   */
  public static final String URL = "url";

  /** The manifest's {@code slack}. */
  public static final TargetType TYPE =
      TargetType.of(
              "slack",
              "A Slack channel, through an incoming webhook. Its address is a secret: refer to it.",
              Setting.url(
                      URL,
                      "A reference to the incoming webhook's address, such as env:SLACK_URL, or the"
                          + " https address itself.")
                  .givingAccess())
          .at(Map.of("hooks.slack.com", "/services/", "hooks.slack-gov.com", "/services/"));

  private SlackTarget() {}
}
