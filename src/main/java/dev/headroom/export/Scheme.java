package dev.headroom.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The names of metrics and attributes, the same in every store that allows them. */
public final class Scheme {
  /** What is used of a limit. */
  public static final String USED = "salesforce.limit.used";

  /** The allocation; absent for a limit without a cap. */
  public static final String MAX = "salesforce.limit.max";

  /** What is left, negative over the entitlement; absent for a limit without a cap. */
  public static final String REMAINING = "salesforce.limit.remaining";

  /** Hours until the limit is expected to run out; absent while that is not expected. */
  public static final String PROJECTED_HOURS = "salesforce.limit.projected_hours";

  /** Calls of an integration in the last 24 hours whose event log files were read. */
  public static final String CALLS = "salesforce.integration.calls";

  /** Every metric. */
  public static final List<String> METRICS = List.of(USED, MAX, REMAINING, PROJECTED_HOURS, CALLS);

  /** The org's id. */
  public static final String ORG = "org";

  /** The limit's name, in the form {@code parent.child} if it is nested. */
  public static final String LIMIT = "limit";

  /** The id of the org's tenant. */
  public static final String TENANT = "tenant";

  /** The id of an integration; {@code others} for those beyond the fifty largest of an org. */
  public static final String INTEGRATION = "integration";

  /** Names that a tag may not take; also those of the stores' own. */
  private static final Set<String> TAKEN =
      Set.of(
          ORG,
          LIMIT,
          TENANT,
          INTEGRATION,
          "host",
          "source",
          "sourcetype",
          "index",
          "time",
          "metric_name");

  private Scheme() {}

  /** An attribute of everything that an org reports. */
  public record Attribute(String name, String value) {}

  /**
   * Returns org, tenant and tags. A tag whose name is taken is called {@code tag_} and its name; an
   * empty one is left out.
   */
  public static List<Attribute> attributes(
      String org, String tenant, SortedMap<String, String> tags) {
    Map<String, String> named = new LinkedHashMap<>();
    named.put(ORG, org);
    named.put(TENANT, tenant);
    tags.forEach(
        (name, value) -> named.putIfAbsent(TAKEN.contains(name) ? "tag_" + name : name, value));
    List<Attribute> attributes = new ArrayList<>();
    named.forEach(
        (name, value) -> {
          if (!name.isEmpty() && !value.isEmpty()) {
            attributes.add(new Attribute(name, value));
          }
        });
    return attributes;
  }
}
