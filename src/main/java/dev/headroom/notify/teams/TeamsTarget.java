package dev.headroom.notify.teams;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.List;
import java.util.Map;

/** The settings of a Teams target in the manifest. */
public final class TeamsTarget {
  /**
   * The workflow's address. Its {@code sig} is a secret, so the address is best given as a
   * reference.
   */
  public static final String URL = "url";

  /** The version of Adaptive Cards that the card declares. */
  public static final String CARD_VERSION = "cardVersion";

  /** The oldest version that has everything the card uses. */
  static final String DEFAULT_CARD_VERSION = "1.2";

  static final String INSTEAD =
      "Add the workflow \"Post to a channel when a webhook request is received\" in Teams and write"
          + " its address.";

  /** The manifest's {@code teams}. */
  public static final TargetType TYPE =
      TargetType.of(
              "teams",
              "A channel or chat of Microsoft Teams, through a Power Automate workflow. Its address"
                  + " is a secret: refer to it.",
              Setting.url(
                      URL,
                      "A reference to the workflow's address, such as env:TEAMS_URL, or the https"
                          + " address itself.")
                  .givingAccess(),
              Setting.word(
                      CARD_VERSION,
                      List.of("1.2", "1.3", "1.4", "1.5"),
                      "The version of Adaptive Cards that messages declare; 1.2 if left out.")
                  .optional())
          .retired(Map.of(".webhook.office.com", INSTEAD, "outlook.office.com", INSTEAD));

  private TeamsTarget() {}
}
