package dev.headroom.export.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExportResult;
import dev.headroom.export.Exporter;
import dev.headroom.export.ExporterTypes;
import dev.headroom.export.LimitPoint;
import dev.headroom.export.OrgReadings;
import dev.headroom.export.Scheme;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.aws.AwsApi;
import dev.headroom.http.aws.AwsCall;
import dev.headroom.http.aws.AwsKeys;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Amazon CloudWatch ({@code PutMetricData}): used and max of single limits, with the dimensions org
 * and limit. Everything else follows from these by metric math, and each metric costs.
 */
@ApplicationScoped
public class CloudWatchExporter implements Exporter {
  /** "A maximum of 1000 different metrics" per request. */
  static final int MAX_METRICS = 1_000;

  static final String DEFAULT_NAMESPACE = "Headroom/Salesforce";

  /** "Two weeks before" to "two hours after", less transit. */
  private static final Duration MAX_AGE = Duration.ofDays(13);

  private static final Duration MAX_AHEAD = Duration.ofMinutes(110);

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public CloudWatchExporter(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return ExporterTypes.CLOUDWATCH;
  }

  /** One value of a metric. */
  private record Datum(String metric, String org, String limit, Instant at, long value) {}

  @Override
  public ExportResult ship(
      Iterable<OrgReadings> readings, ExportMatch match, ResolvedTarget store, Instant now) {
    List<Datum> data = new ArrayList<>();
    long stale = 0;
    for (OrgReadings one : readings) {
      if (!match.hasOrg(one.org(), one.tenant(), one.tags())) {
        continue;
      }
      if (one.slot().isBefore(now.minus(MAX_AGE)) || one.slot().isAfter(now.plus(MAX_AHEAD))) {
        stale++;
        continue;
      }
      for (LimitPoint point : one.points(match)) {
        String limit = point.limit().value();
        data.add(new Datum(Scheme.USED, one.org().value(), limit, one.slot(), point.used()));
        if (point.capped()) {
          data.add(new Datum(Scheme.MAX, one.org().value(), limit, one.slot(), point.max()));
        }
      }
    }
    return send(data, stale, store, now);
  }

  private ExportResult send(List<Datum> data, long stale, ResolvedTarget store, Instant now) {
    long points = 0;
    int requests = 0;
    for (int from = 0; from < data.size(); from += MAX_METRICS) {
      List<Datum> part = data.subList(from, Math.min(data.size(), from + MAX_METRICS));
      requests++;
      switch (put(part, store, now)) {
        case DeliveryResult.Accepted a -> points += part.size();
        case DeliveryResult.Retryable r -> {
          return failed(points, stale, requests, true, r.detail());
        }
        case DeliveryResult.Rejected r -> {
          return failed(points, stale, requests, false, r.detail());
        }
        case DeliveryResult.Gone g -> {
          return failed(points, stale, requests, false, g.detail());
        }
      }
    }
    return new ExportResult(points, stale, requests, null, null);
  }

  private static ExportResult failed(
      long points, long stale, int requests, boolean again, String detail) {
    return new ExportResult(points, stale, requests, null, new ExportResult.Failure(again, detail));
  }

  private DeliveryResult put(List<Datum> data, ResolvedTarget store, Instant now) {
    String region = store.require(ExporterTypes.REGION);
    String url =
        store
            .find(ExporterTypes.URL)
            .orElse(
                "https://monitoring.%s.amazonaws.com%s"
                    .formatted(region, region.startsWith("cn-") ? ".cn" : ""));
    Optional<AwsCredentialsIdentity> keys =
        AwsKeys.of(
            store.find(ExporterTypes.ACCESS_KEY_ID), store.find(ExporterTypes.SECRET_ACCESS_KEY));
    if (keys.isEmpty()) {
      return new DeliveryResult.Rejected(
          RejectKind.CONFIG,
          "there are no AWS credentials for exporter " + store.id() + ". " + AwsKeys.REMEDY);
    }
    HttpBody form = HttpBody.of(form(data, store.find(ExporterTypes.NAMESPACE)));
    try {
      AwsCall call = new AwsCall("monitoring", region, URI.create(url), null, form);
      return new TargetHttp(http, store, now)
          .call(
              AwsApi.class,
              url,
              call.signed(keys.get(), now),
              reply ->
                  reply.status() == 200 && reply.body().text().contains("PutMetricDataResponse"),
              CloudWatchExporter::judge);
    } catch (IllegalArgumentException e) {
      // The exception's message contains the address.
      return new DeliveryResult.Rejected(
          RejectKind.CONFIG, "the url of exporter " + store.id() + " is not an address");
    }
  }

  /** Too many requests are a 400 with a code. */
  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    return byStatus instanceof DeliveryResult.Rejected r
            && reply.body().text().contains("<Code>Throttling")
        ? new DeliveryResult.Retryable(RetryKind.RATE_LIMITED, r.detail(), null, false)
        : byStatus;
  }

  private static String form(List<Datum> data, Optional<String> namespace) {
    StringBuilder form =
        new StringBuilder("Action=PutMetricData&Version=2010-08-01&Namespace=")
            .append(encoded(namespace.orElse(DEFAULT_NAMESPACE)));
    for (int i = 0; i < data.size(); i++) {
      Datum one = data.get(i);
      String member = "&MetricData.member." + (i + 1) + ".";
      form.append(member).append("MetricName=").append(one.metric());
      form.append(member).append("Dimensions.member.1.Name=org");
      form.append(member).append("Dimensions.member.1.Value=").append(encoded(one.org()));
      form.append(member).append("Dimensions.member.2.Name=limit");
      form.append(member).append("Dimensions.member.2.Value=").append(encoded(one.limit()));
      form.append(member).append("Timestamp=").append(encoded(one.at().toString()));
      form.append(member).append("Value=").append(one.value());
    }
    return form.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
