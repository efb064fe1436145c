package dev.headroom.notify.slack;

import dev.headroom.notify.TargetType;
import java.util.List;
import java.util.Map;

/** What a Slack target is given in the manifest. */
public final class SlackTarget {
  /** The incoming webhook's address. Who knows it may post, so it is best given as a reference. */
  public static final String URL = "url";

  /** The manifest's {@code slack}. */
  public static final TargetType TYPE =
      new TargetType(
          "slack",
          List.of(new TargetType.Setting(URL, TargetType.Kind.URL, true, true)),
          Map.of("hooks.slack.com", "/services/", "hooks.slack-gov.com", "/services/"));

  private SlackTarget() {}
}
