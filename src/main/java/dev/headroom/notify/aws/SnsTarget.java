package dev.headroom.notify.aws;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.List;

/** The settings of an SNS target in the manifest. */
public final class SnsTarget {
  /** The ARN of the topic. */
  public static final String TOPIC = "topicArn";

  /** What subscribers by https receive: {@link #AMAZON_Q} or {@link #EVENT}. */
  public static final String HTTPS = "https";

  static final String AMAZON_Q = "amazon-q";
  static final String EVENT = "event";

  /** The manifest's {@code sns}. */
  public static final TargetType TYPE =
      TargetType.of(
          "sns",
          "A topic of Amazon SNS: e-mail by subscription, Amazon Q Developer in chat applications,"
              + " queues and functions.",
          Setting.text(
              TOPIC, "The topic's ARN, such as arn:aws:sns:eu-west-1:123456789012:alerts."),
          Setting.word(
                  HTTPS,
                  List.of(AMAZON_Q, EVENT),
                  "What subscribers by https receive: amazon-q, a custom notification for Amazon Q"
                      + " Developer, or event, what queues and functions receive; amazon-q if left"
                      + " out.")
              .optional(),
          AwsSettings.accessKeyId(),
          AwsSettings.secretAccessKey(),
          AwsSettings.url("https://sns.<region>.amazonaws.com"));

  private SnsTarget() {}
}
