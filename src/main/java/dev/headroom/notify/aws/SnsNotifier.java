package dev.headroom.notify.aws;

import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.aws.Arn;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic of Amazon SNS. It acknowledges a message, not its arrival at subscribers; a crash between
 * sending and recording may repeat one, but not in a topic that is first in, first out.
 */
@ApplicationScoped
public class SnsNotifier implements Notifier {
  private static final Pattern MESSAGE_ID = Pattern.compile("<MessageId>[^<]+</MessageId>");
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z.]{1,100})</Code>");

  /** Which parameter is invalid, in the message of the code {@code InvalidParameter}. */
  private static final Pattern TOPIC = Pattern.compile("Invalid parameter: (TopicArn|Topic Name)");

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public SnsNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return SnsTarget.TYPE;
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    Optional<Arn> topic = Arn.parse(target.require(SnsTarget.TOPIC), "sns");
    return topic.isEmpty()
        ? AwsDelivery.noArn(target, SnsTarget.TOPIC)
        : new AwsDelivery(http, target, topic.get(), null)
            .send(
                SnsMessage.of(notification, target, topic.get()),
                at,
                reply -> reply.status() == 200 && MESSAGE_ID.matcher(reply.body().text()).find(),
                SnsNotifier::judge);
  }

  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    String text = reply.body().text();
    if (reply.status() == 400
        && TOPIC.matcher(text).find()
        && byStatus instanceof DeliveryResult.Rejected r) {
      return new DeliveryResult.Rejected(RejectKind.CONFIG, r.detail());
    }
    Matcher code = CODE.matcher(text);
    return code.find() ? AwsErrors.judge(code.group(1), byStatus) : byStatus;
  }
}
