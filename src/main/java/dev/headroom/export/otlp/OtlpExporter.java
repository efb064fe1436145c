package dev.headroom.export.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExportResult;
import dev.headroom.export.Exporter;
import dev.headroom.export.ExporterTypes;
import dev.headroom.export.OrgReadings;
import dev.headroom.export.http.Batches;
import dev.headroom.export.http.Shipment;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's protocol over HTTP in JSON (opentelemetry.io, "OTLP Specification 1.x"). Only
 * 429, 502, 503 and 504 and a lost connection are retried; what a partial success rejects never is.
 */
@ApplicationScoped
public class OtlpExporter implements Exporter {
  /** A recommended limit is 64 MiB; collectors are often set to less. */
  static final int MAX_BYTES = 4_000_000;

  private static final Batches.Layout LAYOUT =
      new Batches.Layout("{\"resourceMetrics\":[", ",", "]}", MAX_BYTES, MAX_BYTES);

  /** Receivers decide what is too old. */
  private static final Shipment ANY_TIME =
      new Shipment(Duration.ofDays(3_650), Duration.ofDays(3_650));

  private static final Set<Integer> RETRIED = Set.of(429, 502, 503, 504);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public OtlpExporter(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return ExporterTypes.OTLP;
  }

  @Override
  public ExportResult ship(
      Iterable<OrgReadings> readings, ExportMatch match, ResolvedTarget store, Instant now) {
    String url = TargetHttp.below(store.require(ExporterTypes.URL), "/v1/metrics");
    String authorization = store.find(ExporterTypes.AUTHORIZATION).orElse(null);
    String apiKey = store.find(ExporterTypes.API_KEY).orElse(null);
    TargetHttp calls = new TargetHttp(http, store, now);
    Rejected rejected = new Rejected();
    Batches batches =
        new Batches(
            LAYOUT,
            body -> {
              TargetHttp.Attempt attempt =
                  calls.attempt(
                      OtlpApi.class,
                      url,
                      api -> api.post(authorization, apiKey, "gzip", body),
                      reply -> reply.status() == 200,
                      OtlpExporter::judge);
              rejected.read(attempt.reply(), store);
              return attempt;
            });
    return ANY_TIME.ship(readings, match, now, new OtlpEncoding()::add, batches, rejected);
  }

  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    return byStatus instanceof DeliveryResult.Retryable r && !RETRIED.contains(reply.status())
        ? new DeliveryResult.Rejected(RejectKind.POISON, r.detail())
        : byStatus;
  }

  /** What partial successes rejected. */
  private static final class Rejected implements Shipment.Remark {
    private long points;
    private String why = "";

    void read(HttpOutcome.@Nullable Reply reply, ResolvedTarget store) {
      if (reply == null || reply.status() != 200) {
        return;
      }
      try {
        JsonNode partial = JSON.readTree(reply.body().bytes()).path("partialSuccess");
        String said = partial.path("errorMessage").asText();
        points += partial.path("rejectedDataPoints").asLong();
        why = said.isEmpty() ? why : store.excerpt(said);
      } catch (IOException e) {
        // An answer without a body, or in another form: a success without a remark.
      }
    }

    @Override
    public @Nullable String text() {
      return points == 0 && why.isEmpty()
          ? null
          : "the receiver rejected %d points%s".formatted(points, why.isEmpty() ? "" : ": " + why);
    }
  }
}
