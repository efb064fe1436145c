package dev.headroom.export.http;

import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExportResult;
import dev.headroom.export.LimitPoint;
import dev.headroom.export.OrgReadings;
import dev.headroom.export.Scheme;
import dev.headroom.notify.DeliveryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run over readings: leaves out what the store does not accept any more, encodes the rest.
 *
 * @param maxAge older readings are left out
 * @param maxAhead readings further ahead are left out
 */
public record Shipment(Duration maxAge, Duration maxAhead) {
  /** Points of one org in one item at most, so that an item fits into every body. */
  private static final int MAX_POINTS = 500;

  /** Encodes the points of one org as one or more items. */
  @FunctionalInterface
  public interface Encoder {
    /**
     * Adds the points to {@code batches}; there is at least one limit or integration.
     *
     * @return false if nothing more needs to be added
     */
    boolean encode(
        OrgReadings org,
        List<Scheme.Attribute> attributes,
        List<LimitPoint> points,
        Batches batches);
  }

  /**
   * Ships readings.
   *
   * @param remark asked at the end what the store said of accepted requests; may answer null
   */
  public ExportResult ship(
      Iterable<OrgReadings> readings,
      ExportMatch match,
      Instant now,
      Encoder encoder,
      Batches batches,
      Remark remark) {
    Instant oldest = now.minus(maxAge);
    Instant newest = now.plus(maxAhead);
    long stale = 0;
    for (OrgReadings one : readings) {
      if (!match.hasOrg(one.org(), one.tenant(), one.tags())) {
        continue;
      }
      if (one.slot().isBefore(oldest) || one.slot().isAfter(newest)) {
        stale++;
      } else if (!encode(one.matching(match), match, encoder, batches)) {
        break;
      }
    }
    batches.flush();
    return new ExportResult(
        batches.accepted(), stale, batches.requests(), remark.text(), failure(batches.failure()));
  }

  /** What the store said of accepted requests. */
  @FunctionalInterface
  public interface Remark {
    /** Nothing. */
    Remark NONE = () -> null;

    /** Returns it; null if nothing. */
    @Nullable String text();
  }

  private static boolean encode(
      OrgReadings one, ExportMatch match, Encoder encoder, Batches batches) {
    List<LimitPoint> points = one.points(match);
    if (points.isEmpty() && one.calls().isEmpty()) {
      return true;
    }
    List<Scheme.Attribute> attributes =
        Scheme.attributes(one.org().value(), one.tenant(), one.tags());
    boolean more = true;
    for (int from = 0; more && (from == 0 || from < points.size()); from += MAX_POINTS) {
      more =
          encoder.encode(
              from == 0 ? one : one.withoutCalls(),
              attributes,
              points.subList(from, Math.min(points.size(), from + MAX_POINTS)),
              batches);
    }
    return more;
  }

  private static ExportResult.@Nullable Failure failure(@Nullable DeliveryResult result) {
    return switch (result) {
      case null -> null;
      case DeliveryResult.Accepted a -> null;
      case DeliveryResult.Retryable r -> new ExportResult.Failure(true, r.detail());
      case DeliveryResult.Rejected r -> new ExportResult.Failure(false, r.detail());
      case DeliveryResult.Gone g -> new ExportResult.Failure(false, g.detail());
    };
  }
}
