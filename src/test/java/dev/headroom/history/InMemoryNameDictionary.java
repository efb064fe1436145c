package dev.headroom.history;

import dev.headroom.limits.LimitName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A dictionary that ends with its test. */
public final class InMemoryNameDictionary implements NameDictionary {
  private final List<LimitName> names = new ArrayList<>();

  @Override
  public synchronized Map<LimitName, Integer> codesOf(Collection<LimitName> wanted) {
    Map<LimitName, Integer> codes = new HashMap<>();
    for (LimitName name : wanted) {
      if (!names.contains(name)) {
        names.add(name);
      }
      codes.put(name, names.indexOf(name));
    }
    return codes;
  }

  @Override
  public synchronized OptionalInt find(LimitName name) {
    int code = names.indexOf(name);
    return code < 0 ? OptionalInt.empty() : OptionalInt.of(code);
  }

  @Override
  public synchronized Map<Integer, LimitName> namesOf(Collection<Integer> codes) {
    Map<Integer, LimitName> found = new HashMap<>();
    for (Integer code : codes) {
      if (code >= names.size()) {
        throw new IllegalStateException("code " + code + " was never given out");
      }
      found.put(code, names.get(code));
    }
    return found;
  }
}
