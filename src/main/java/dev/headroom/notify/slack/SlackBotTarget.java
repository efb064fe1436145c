package dev.headroom.notify.slack;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.List;
import java.util.Map;

/** What a target of a Slack app with a bot user is given in the manifest. */
public final class SlackBotTarget {
  /** The token of the bot user, {@code xoxb-...}. */
  public static final String TOKEN = "token";

  /** The id of the channel. */
  public static final String CHANNEL = "channel";

  /** Whether a worse alert is also answered in its thread. */
  public static final String ESCALATIONS = "escalations";

  /** Where Slack's Web API is; absent it is {@link #DEFAULT_URL}. */
  public static final String URL = "url";

  /** An edit alone, which nobody is notified of. */
  static final String EDIT = "edit";

  /** An edit, and a reply that the channel sees too. */
  static final String REPLY = "reply";

  static final String DEFAULT_URL = "https://slack.com/api";

  /** The manifest's {@code slack-bot}. */
  public static final TargetType TYPE =
      TargetType.of(
              "slack-bot",
              "A Slack channel, by the bot user of an app: one message for each alert, which is"
                  + " updated in place.",
              Setting.secret(
                  TOKEN, "Where the bot user's token (xoxb-...) is kept, such as env:SLACK_TOKEN."),
              Setting.text(CHANNEL, "The id of the channel, such as C0123456789."),
              Setting.word(
                      ESCALATIONS,
                      List.of(REPLY, EDIT),
                      "How a channel hears that an alert got worse: by a reply in the message's"
                          + " thread that the channel sees too, or by the edit alone, which"
                          + " notifies nobody; reply if left out.")
                  .optional(),
              Setting.url(URL, "Slack's Web API; " + DEFAULT_URL + " if left out.").optional())
          .at(Map.of("slack.com", "/api"));

  private SlackBotTarget() {}
}
