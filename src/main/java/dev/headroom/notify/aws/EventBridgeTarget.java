package dev.headroom.notify.aws;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;

/** The settings of an EventBridge target in the manifest. */
public final class EventBridgeTarget {
  /** The ARN of the event bus. */
  public static final String BUS = "busArn";

  /** The manifest's {@code eventbridge}. */
  public static final TargetType TYPE =
      TargetType.of(
          "eventbridge",
          "A bus of Amazon EventBridge: each transition is a CloudEvent.",
          Setting.text(
              BUS,
              "The bus's ARN, such as arn:aws:events:eu-west-1:123456789012:event-bus/alerts."),
          AwsSettings.accessKeyId(),
          AwsSettings.secretAccessKey(),
          AwsSettings.url("https://events.<region>.amazonaws.com"));

  private EventBridgeTarget() {}
}
