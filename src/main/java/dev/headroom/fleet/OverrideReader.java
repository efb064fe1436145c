package dev.headroom.fleet;

import dev.headroom.alert.PolicyOverride;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an override. */
public interface OverrideReader {
  /**
   * An override as read.
   *
   * @param override null if there are violations
   */
  record Read(List<Violation> violations, @Nullable PolicyOverride override) {
    public Read {
      violations = List.copyOf(violations);
    }
  }

  /**
   * Reads an override in the form of the manifest's entries.
   *
   * @param text JSON or YAML
   */
  Read read(String id, String text);

  /**
   * Reads an override of one org whose values are texts: {@code attention} and {@code escalation}
   * as {@code 90} or {@code used:12000,remaining:500}, {@code projection} as {@code off}, the
   * others as in the manifest.
   *
   * @param members by name, with {@code org} and, if it is not about every limit, {@code limit}
   */
  Read read(String id, Map<String, String> members);
}
