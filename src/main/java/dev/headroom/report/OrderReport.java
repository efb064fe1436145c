package dev.headroom.report;

import dev.headroom.fleet.Violation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of an operator's order or question about notifying.
 *
 * @param violations what is wrong with it; if there is any, nothing was done
 * @param answer members for programs: texts, numbers, booleans, nulls, lists and maps of these;
 *     empty with violations
 * @param text the same for people, in lines; empty with violations
 */
public record OrderReport(
    List<Violation> violations, Map<String, @Nullable Object> answer, String text) {
  public OrderReport {
    violations = List.copyOf(violations);
    answer = Collections.unmodifiableMap(new LinkedHashMap<>(answer));
  }

  /** Returns the report of an invalid order. */
  public static OrderReport wrong(List<Violation> violations) {
    return new OrderReport(violations, Map.of(), "");
  }

  /** Returns the report of a fulfilled order. */
  public static OrderReport of(String member, @Nullable Object value, String text) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put(member, value);
    return new OrderReport(List.of(), answer, text);
  }
}
