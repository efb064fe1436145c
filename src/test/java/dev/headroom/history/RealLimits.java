package dev.headroom.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Replies of real orgs as snapshots. */
public final class RealLimits {
  /** A scratch or developer org, 51 limits. */
  public static final String SMALL = "limits-A-scratch-or-dev-org-51.json";

  /** A Developer Edition org with quotas of connected apps. */
  public static final String MIDDLE = "limits-B-developer-edition-per-app-nested.json";

  /** A Developer Edition org of API version 49. */
  public static final String LARGE = "limits-C-developer-edition-v49-nested.json";

  private RealLimits() {}

  /** The reply in the test resource {@code salesforce/<name>}. */
  public static Snapshot read(String name) {
    TreeMap<LimitName, Reading> readings = new TreeMap<>();
    try (InputStream in = RealLimits.class.getResourceAsStream("/salesforce/" + name)) {
      gather(readings, "", new JsonMapper().readTree(Objects.requireNonNull(in, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Snapshot(readings, true);
  }

  private static void gather(Map<LimitName, Reading> into, String prefix, JsonNode node) {
    node.properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              if (value.isObject()) {
                into.put(
                    new LimitName(prefix + entry.getKey()),
                    new Reading(value.get("Max").longValue(), value.get("Remaining").longValue()));
                gather(into, prefix + entry.getKey() + ".", value);
              }
            });
  }
}
