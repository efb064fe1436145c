package dev.headroom.alert.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.alert.Foresight;
import dev.headroom.forecast.Grounds;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a limit was expected to run out, as a row stores it. Each kind of grounds has its own
 * members; times are seconds since 1970.
 *
 * @param times what comes as a multiple of the usual; absent where usually nothing comes
 * @param since for a surge
 * @param used for a usual course, as a share of the maximum
 * @param peak likewise
 * @param perDay for growth
 * @param ofPeaks likewise
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReasonJson(
    String kind,
    boolean poor,
    @Nullable Double times,
    @Nullable Long since,
    @Nullable Double used,
    @Nullable Double peak,
    @Nullable Double perDay,
    @Nullable Boolean ofPeaks) {
  private static final String SURGE = "surge";
  private static final String USUAL = "usual";
  private static final String GROWTH = "growth";

  static ReasonJson of(Foresight.Numbers why) {
    boolean poor = why.poor();
    return switch (why.grounds()) {
      case Grounds.Surge s ->
          new ReasonJson(
              SURGE,
              poor,
              Double.isFinite(s.timesUsual()) ? s.timesUsual() : null,
              s.since().getEpochSecond(),
              null,
              null,
              null,
              null);
      case Grounds.UsualCourse u ->
          new ReasonJson(USUAL, poor, u.timesUsual(), null, u.used(), u.peak(), null, null);
      case Grounds.Growth g ->
          new ReasonJson(GROWTH, poor, null, null, null, null, g.perDay(), g.ofPeaks());
    };
  }

  /** Returns the same for judging; a kind that only a newer version knows has no words. */
  Foresight.Why numbers() {
    return switch (kind) {
      case SURGE ->
          new Foresight.Numbers(
              new Grounds.Surge(
                  Instant.ofEpochSecond(Objects.requireNonNullElse(since, 0L)),
                  Objects.requireNonNullElse(times, Double.POSITIVE_INFINITY)),
              poor);
      case USUAL ->
          new Foresight.Numbers(new Grounds.UsualCourse(of(times), of(used), of(peak)), poor);
      case GROWTH ->
          new Foresight.Numbers(new Grounds.Growth(of(perDay), Boolean.TRUE.equals(ofPeaks)), poor);
      default -> new Foresight.Worded("");
    };
  }

  private static double of(@Nullable Double number) {
    return number == null ? 0 : number;
  }
}
