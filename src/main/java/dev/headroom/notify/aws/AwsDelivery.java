package dev.headroom.notify.aws;

import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.aws.Arn;
import dev.headroom.http.aws.AwsApi;
import dev.headroom.http.aws.AwsCall;
import dev.headroom.http.aws.AwsKeys;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.http.TargetHttp;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * One attempt at a target in AWS.
 *
 * @param action the action of the JSON protocol; null stands for the query protocol
 */
record AwsDelivery(OutboundHttp http, ResolvedTarget target, Arn arn, @Nullable String action) {
  /** Makes the call, signed for {@code at}. */
  DeliveryResult send(
      byte[] body,
      Instant at,
      Predicate<HttpOutcome.Reply> success,
      BiFunction<HttpOutcome.Reply, DeliveryResult, DeliveryResult> judge) {
    Optional<AwsCredentialsIdentity> keys =
        AwsKeys.of(
            target.find(AwsSettings.ACCESS_KEY_ID), target.find(AwsSettings.SECRET_ACCESS_KEY));
    if (keys.isEmpty()) {
      return refused(
          "there are no AWS credentials for target " + target.id() + ". " + AwsKeys.REMEDY);
    }
    String url = target.find(AwsSettings.URL).orElseGet(arn::endpoint).strip();
    try {
      AwsCall call =
          new AwsCall(arn.service(), arn.region(), absolute(url), action, HttpBody.of(body));
      return new TargetHttp(http, target, at)
          .call(AwsApi.class, url, call.signed(keys.get(), at), success, judge);
    } catch (URISyntaxException e) {
      // The exception's message contains the address.
      return refused("the url of target " + target.id() + " is not an address");
    }
  }

  /** A signature holds the host: an address without one cannot be signed. */
  private static URI absolute(String url) throws URISyntaxException {
    URI uri = new URI(url);
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new URISyntaxException("", "no host");
    }
    return uri;
  }

  /** The result for a setting that is no ARN of the service. */
  static DeliveryResult noArn(ResolvedTarget target, String setting) {
    return refused(
        "%s of target %s is not the ARN that it must be; copy it from the AWS console"
            .formatted(setting, target.id()));
  }

  private static DeliveryResult refused(String why) {
    return new DeliveryResult.Rejected(RejectKind.CONFIG, why);
  }
}
