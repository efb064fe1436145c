package dev.headroom.cycle.ask;

import dev.headroom.cycle.ask.TellOrder.Form;
import dev.headroom.cycle.ask.TellOrder.Help;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the orders about notifying are written: what the commands' help is made from. */
public final class TellForms {
  /** The member of a command for the form of its output. */
  public static final String FORMAT = "format";

  private static final Help KEY = new Help("<key>", "key of an open alert, or its first 8 digits");
  private static final Help BY = new Help("<name>", "Your name, which others will read.");
  private static final Help UNTIL =
      new Help("<time>", "Until when: 2026-11-25T18:00:00Z, or PT2H from now; at most 30 days.");

  static final Form ACK =
      new Form(
          AcknowledgeCycle.ACK,
          "Says that you work on an open alert: no reminders until it escalates.",
          AcknowledgeCycle.ALERT,
          members(AcknowledgeCycle.ALERT, KEY, TellOrder.BY, BY));

  static final Form SNOOZE =
      new Form(
          AcknowledgeCycle.SNOOZE,
          "Stops the reminders of an open alert until a time, or until it escalates.",
          AcknowledgeCycle.ALERT,
          members(AcknowledgeCycle.ALERT, KEY, AcknowledgeCycle.UNTIL, UNTIL, TellOrder.BY, BY));

  static final Form MUTE =
      new Form(
          MuteCycle.MUTE,
          "Keeps an alert, or the alerts of an org, from being sent until a time.",
          null,
          members(
              AcknowledgeCycle.ALERT,
              new Help("<key>", "Key of an open alert, or its first 8 digits."),
              MuteCycle.ORG,
              new Help("<org>", "Id of an org."),
              MuteCycle.LIMIT,
              new Help("<limit>", "Only a limit of it: a name, or a pattern such as Daily*."),
              AcknowledgeCycle.UNTIL,
              new Help("<time>", "Until when: 2026-11-30T08:00:00Z, or PT2H from now."),
              MuteCycle.REASON,
              new Help("<text>", "Why, in at most 200 characters."),
              TellOrder.BY,
              BY));

  static final Form UNMUTE =
      new Form(
          MuteCycle.UNMUTE,
          "Removes a mute; what it held back is sent.",
          MuteCycle.ID,
          members(MuteCycle.ID, new Help("<id>", "id of the mute"), TellOrder.BY, BY));

  static final Form MUTES =
      new Form(MuteCycle.LIST, "Lists the mutes that have not ended.", null, Map.of());

  private static final Help THRESHOLD =
      new Help("<level>", "Where it begins: 90 (percent), used:12000, remaining:500.");

  static final Form OVERRIDE =
      new Form(
          OverrideCycle.OVERRIDE,
          "Changes what a limit of an org is judged by, until a time.",
          null,
          members(
              MuteCycle.ORG,
              new Help("<org>", "Id of the org."),
              MuteCycle.LIMIT,
              new Help("<limit>", "Only a limit of it: a name, or a pattern such as Daily*."),
              "attention",
              THRESHOLD,
              "escalation",
              THRESHOLD,
              "recoverBelow",
              new Help("<points>", "Percentage points below a level at which it is left."),
              "for",
              new Help("<duration>", "How long use must reach a level, such as PT30M."),
              "projection",
              new Help("off", "Nothing is projected."),
              AcknowledgeCycle.UNTIL,
              new Help("<time>", "Until when: 2026-11-30T08:00:00Z, or PT2H from now."),
              MuteCycle.REASON,
              new Help("<text>", "Why, in at most 200 characters."),
              TellOrder.BY,
              BY));

  static final Form END_OVERRIDE =
      new Form(
          OverrideCycle.REMOVE,
          "Removes an override before its end.",
          OverrideCycle.ID,
          members(OverrideCycle.ID, new Help("<id>", "id of the override"), TellOrder.BY, BY));

  static final Form OVERRIDES =
      new Form(
          OverrideCycle.LIST,
          "Lists the overrides, in the order in which they are looked at.",
          null,
          Map.of());

  static final Form EXPLAIN =
      new Form(
          ExplainCycle.EXPLAIN,
          "Says what a limit of an org is judged by, and why.",
          null,
          members(
              MuteCycle.ORG,
              new Help("<org>", "Id of the org."),
              MuteCycle.LIMIT,
              new Help("<limit>", "Name of the limit, such as DailyApiRequests.")));

  static final Form DELIVERIES =
      new Form(
          DeliveryOrders.LIST,
          "Lists deliveries: those that wait or failed, or those of an alert.",
          null,
          members(
              DeliveryOrders.TARGET,
              new Help("<target>", "Only those to this target."),
              DeliveryOrders.STATE,
              new Help("<state>", "Only those in this state, such as failed or delivered."),
              DeliveryOrders.ALERT,
              new Help("<key>", "Only those of this alert: its key, or the first 8 digits."),
              DeliveryOrders.MOST,
              new Help("<number>", "At most so many, 1 to 500; 50 by default."),
              FORMAT,
              new Help("<format>", "text (default) or json.")));

  static final Form REPLAY =
      new Form(
          DeliveryOrders.REPLAY,
          "Sends again what was given up: one delivery, those to a target, or those of a time.",
          null,
          members(
              DeliveryOrders.ID,
              new Help("<id>", "Id of a transition, as 'deliveries' shows it."),
              DeliveryOrders.TARGET,
              new Help("<target>", "Only to this target."),
              DeliveryOrders.FROM,
              new Help("<time>", "Only what was decided at this time or later."),
              DeliveryOrders.TO,
              new Help("<time>", "Only what was decided before this time."),
              TellOrder.BY,
              BY));

  static final Form TEST_FIRE =
      new Form(
          DeliveryOrders.TEST_FIRE,
          "Sends a test message to a target, or to all; it is resolved once it has arrived.",
          DeliveryOrders.TARGET,
          members(
              DeliveryOrders.TARGET,
              new Help("<target>", "id of a target, or all"),
              TellOrder.BY,
              BY));

  static final Form ADD =
      new Form(
          OrgEntryCycle.ADD,
          "Adds one org to the fleet, and changes nothing else.",
          OrgEntryCycle.ORG,
          members(
              OrgEntryCycle.ORG,
              new Help("<org>", "id of the new org"),
              OrgEntry.TENANT,
              new Help("<tenant>", "Id of its tenant."),
              OrgEntry.TENANT_NAME,
              new Help("<name>", "Name of the tenant, if the fleet does not have it yet."),
              OrgEntry.LOGIN_URL,
              new Help("<url>", "Its My Domain address."),
              OrgEntry.CLIENT_ID,
              new Help("<id>", "Consumer key of the app."),
              OrgEntry.CLIENT_SECRET,
              new Help(
                  "<reference>", "Where the consumer secret is: env:, ssm: or secretsmanager:."),
              OrgEntry.USERNAME,
              new Help("<name>", "User of a login by JWT, instead of a secret."),
              OrgEntry.PRIVATE_KEY,
              new Help("<reference>", "Where its key is: env:, ssm:, secretsmanager: or kms:."),
              "interval",
              new Help(
                  "<duration>", "Time between two readings, from PT5M; the usual one without."),
              "apiVersion",
              new Help("<version>", "Such as 67.0; the newest that the org offers without."),
              "timeZone",
              new Help("<zone>", "Whose week its use follows, such as Europe/Berlin."),
              OrgEntry.TAGS,
              new Help("<tags>", "Labels, such as region=eu,tier=1.")));

  static final Form REMOVE =
      new Form(
          OrgEntryCycle.REMOVE,
          "Removes one org from the fleet, and says what is kept of it.",
          OrgEntryCycle.ORG,
          members(OrgEntryCycle.ORG, new Help("<org>", "id of the org")));

  /** All of them, in the order of the help. */
  public static final List<Form> ALL =
      List.of(
          ACK,
          SNOOZE,
          MUTE,
          UNMUTE,
          MUTES,
          OVERRIDE,
          END_OVERRIDE,
          OVERRIDES,
          EXPLAIN,
          DELIVERIES,
          REPLAY,
          TEST_FIRE,
          ADD,
          REMOVE);

  private TellForms() {}

  /** Names and helps in turn. */
  private static Map<String, Help> members(Object... namesAndHelps) {
    Map<String, Help> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndHelps.length; i += 2) {
      members.put((String) namesAndHelps[i], (Help) namesAndHelps[i + 1]);
    }
    return members;
  }
}
