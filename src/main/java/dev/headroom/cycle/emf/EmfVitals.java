package dev.headroom.cycle.emf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.cycle.Vital;
import dev.headroom.cycle.Vitals;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * {@link Vitals} as one line of JSON each ("Specification: Embedded metric format", Amazon
 * CloudWatch User Guide), with the one dimension {@code Stack}.
 */
public final class EmfVitals implements Vitals {
  /** The namespace that the templates' alarms look in. */
  public static final String NAMESPACE = "Headroom";

  private final ObjectMapper json;
  private final PrintStream log;
  private final String stack;
  private final InstantSource clock;

  /**
   * Vitals of one deployment.
   *
   * @param log what Lambda takes for the function's log
   * @param stack the deployment's name
   * @param clock the real one
   */
  public EmfVitals(ObjectMapper json, PrintStream log, String stack, InstantSource clock) {
    this.json = json;
    this.log = log;
    this.stack = stack;
    this.clock = clock;
  }

  @Override
  public void tell(Map<Vital, Double> figures) {
    if (figures.isEmpty()) {
      return;
    }
    ObjectNode line = json.createObjectNode();
    ObjectNode aws = line.putObject("_aws").put("Timestamp", clock.millis());
    ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", NAMESPACE);
    directive.putArray("Dimensions").addArray().add("Stack");
    ArrayNode metrics = directive.putArray("Metrics");
    line.put("Stack", stack);
    figures.forEach(
        (vital, value) -> {
          metrics
              .addObject()
              .put("Name", vital.metric())
              .put("Unit", vital.isSeconds() ? "Seconds" : "Count");
          line.put(vital.metric(), value);
        });
    log.println(line);
  }
}
