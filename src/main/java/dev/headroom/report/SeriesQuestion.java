package dev.headroom.report;

import dev.headroom.history.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which part of the course of a limit is wanted.
 *
 * @param limit its name as written; empty if it is missing
 * @param range the last 24 hours by default
 * @param resolution raw by default; what {@code auto} means for the range
 * @param isResolutionGiven whether it was asked for
 */
public record SeriesQuestion(
    String limit, TimeRange range, Resolution resolution, boolean isResolutionGiven) {
  /** Names of the parameters. */
  public static final String LIMIT = "limit";

  public static final String FROM = "from";
  public static final String TO = "to";
  public static final String RESOLUTION = "resolution";

  /** The parameters. */
  public static final List<String> MEMBERS = List.of(LIMIT, FROM, TO, RESOLUTION);

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Reads the question.
   *
   * @param parameters that have {@link #MEMBERS}
   * @param now the end of the range if none is given
   * @throws BadParametersException if anything is wrong with them
   */
  public static SeriesQuestion read(Parameters parameters, Instant now) {
    String limit =
        parameters.required(LIMIT, "Name a limit of this org, such as DailyApiRequests.");
    Instant end = parameters.instant(TO, now);
    Instant start = parameters.instant(FROM, end.minus(DAY));
    boolean given = parameters.given(RESOLUTION) != null;
    String word = given ? parameters.word(RESOLUTION, Resolution.WORDS) : Resolution.RAW.word();
    if (start.isAfter(end)) {
      parameters.refuse(FROM, start.toString(), "is after to", "Write from before to.");
    }
    parameters.check();
    return new SeriesQuestion(
        limit,
        new TimeRange(start, end),
        Resolution.of(word).orElseGet(() -> Resolution.suited(start, end)),
        given);
  }
}
