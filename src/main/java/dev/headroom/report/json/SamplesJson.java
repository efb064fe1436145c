package dev.headroom.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.history.LimitRollup;
import dev.headroom.limits.LimitName;
import dev.headroom.report.SamplesReport;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The external form of what is stored of an org's limits.
 *
 * @param resolution raw, hour or day
 * @param limit the only one that was asked for; absent if all were
 * @param next from where the next page goes on; absent if this one is the last
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SamplesJson(
    String org,
    String resolution,
    String from,
    String to,
    @Nullable String limit,
    List<Row> samples,
    @Nullable String next) {
  /** Returns the external form of {@code page}. */
  public static SamplesJson of(SamplesReport.Page page) {
    LimitName limit = page.limit();
    Instant next = page.next();
    return new SamplesJson(
        page.org().value(),
        page.resolution().word(),
        page.range().from().toString(),
        page.range().to().toString(),
        limit == null ? null : limit.value(),
        page.rows().stream().map(Row::of).toList(),
        next == null ? null : next.toString());
  }

  /**
   * A reading, hour or day.
   *
   * @param whole of a reading: whether all limits could be read
   * @param limits by name
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(String t, @Nullable Boolean whole, Map<String, Value> limits) {
    static Row of(SamplesReport.Row row) {
      Map<String, Value> limits = new LinkedHashMap<>();
      row.limits().forEach((name, value) -> limits.put(name.value(), Value.of(value)));
      return new Row(row.at().toString(), row.whole(), limits);
    }
  }

  /** One limit in it; all but used and max are absent from a reading. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Value(
      long used,
      long max,
      @Nullable Long usedMin,
      @Nullable Long usedMax,
      @Nullable Long arrivals,
      @Nullable Integer readings) {
    static Value of(SamplesReport.Value value) {
      LimitRollup rollup = value.rollup();
      return new Value(
          value.last().used(),
          value.last().max(),
          rollup == null ? null : (Long) rollup.min(),
          rollup == null ? null : (Long) rollup.max(),
          rollup == null ? null : (Long) rollup.arrivals(),
          rollup == null ? null : (Integer) rollup.readings());
    }
  }
}
