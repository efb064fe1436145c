package dev.headroom.fleet.manifest;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Names in the order in which they are listed for a person. */
final class Names {
  private Names() {}

  static Set<String> of(String... names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(names)));
  }
}
