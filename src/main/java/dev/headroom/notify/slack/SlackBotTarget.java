package dev.headroom.notify.slack;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.List;
import java.util.Map;

/** The settings of a target that is a Slack app with a bot user, in the manifest. */
public final class SlackBotTarget {
  /** The token of the bot user, {@code xoxb-...}. */
  public static final String TOKEN = "token";

  /** The id of the channel. */
  public static final String CHANNEL = "channel";

  /** Whether the bot also replies in the thread when an alert gets worse. */
  public static final String ESCALATIONS = "escalations";

  /** The address of Slack's Web API; {@link #DEFAULT_URL} if absent. */
  public static final String URL = "url";

  /** Only an edit, of which nobody is notified. */
  static final String EDIT = "edit";

  /** An edit, and a reply that the channel sees too. */
  static final String REPLY = "reply";

  static final String DEFAULT_URL = "https://slack.com/api";

  /** The manifest's {@code slack-bot}. */
  public static final TargetType TYPE =
      TargetType.of(
              "slack-bot",
              "A Slack channel, through the bot user of an app: one message for each alert, which"
                  + " is updated in place.",
              Setting.secret(
                  TOKEN, "Where the bot user's token (xoxb-...) is kept, such as env:SLACK_TOKEN."),
              Setting.text(CHANNEL, "The id of the channel, such as C0123456789."),
              Setting.word(
                      ESCALATIONS,
                      List.of(REPLY, EDIT),
                      "How the channel learns that an alert got worse: by a reply in the message's"
                          + " thread that the channel sees too, or only by the edit, which notifies"
                          + " nobody; reply if left out.")
                  .optional(),
              Setting.url(URL, "Slack's Web API; " + DEFAULT_URL + " if left out.").optional())
          .at(Map.of("slack.com", "/api"));

  private SlackBotTarget() {}
}
