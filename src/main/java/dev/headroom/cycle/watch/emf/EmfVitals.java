package dev.headroom.cycle.watch.emf;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.watch.Vital;
import dev.headroom.cycle.watch.Vitals;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Vitals} as one line of JSON each ("Specification: Embedded metric format", Amazon
 * CloudWatch User Guide), with the single dimension {@code Stack}. What is not charged as a metric,
 * and the parts of sums, are members of the same line: {@code "OrgsUnread.auth": 2}.
 */
public final class EmfVitals implements Vitals {
  /** The namespace that the templates' alarms use. */
  public static final String NAMESPACE = "Headroom";

  /** The line: the values are separate members. */
  @RegisterForReflection
  record Line(
      @JsonProperty("_aws") Head head,
      @JsonProperty("Stack") String stack,
      @JsonAnyGetter Map<String, Double> values) {}

  /** What CloudWatch turns into metrics. */
  @RegisterForReflection
  record Head(
      @JsonProperty("Timestamp") long timestamp,
      @JsonProperty("CloudWatchMetrics") List<Directive> directives) {}

  /** Metrics of one namespace. */
  @RegisterForReflection
  record Directive(
      @JsonProperty("Namespace") String namespace,
      @JsonProperty("Dimensions") List<List<String>> dimensions,
      @JsonProperty("Metrics") List<Metric> metrics) {}

  /** The name and unit of a metric. */
  @RegisterForReflection
  record Metric(@JsonProperty("Name") String name, @JsonProperty("Unit") String unit) {}

  private final ObjectMapper json;
  private final PrintStream log;
  private final String stack;
  private final InstantSource clock;

  /**
   * Publishes the metrics of one deployment.
   *
   * @param log the stream that Lambda uses as the function's log
   * @param stack the deployment's name
   * @param clock the real clock
   */
  public EmfVitals(ObjectMapper json, PrintStream log, String stack, InstantSource clock) {
    this.json = json;
    this.log = log;
    this.stack = stack;
    this.clock = clock;
  }

  @Override
  public void tell(Map<Vital, Double> figures, Map<Vital, Map<String, Double>> parts) {
    if (figures.isEmpty()) {
      return;
    }
    List<Metric> metrics =
        figures.keySet().stream()
            .filter(Vital::isCharged)
            .map(vital -> new Metric(vital.metric(), vital.isSeconds() ? "Seconds" : "Count"))
            .toList();
    Map<String, Double> values = new LinkedHashMap<>();
    figures.forEach((vital, value) -> values.put(vital.metric(), value));
    parts.forEach(
        (vital, each) ->
            each.forEach((part, value) -> values.put(vital.metric() + "." + part, value)));
    List<Directive> directives =
        metrics.isEmpty()
            ? List.of()
            : List.of(new Directive(NAMESPACE, List.of(List.of("Stack")), metrics));
    Line line = new Line(new Head(clock.millis(), directives), stack, values);
    try {
      log.println(json.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }
}
