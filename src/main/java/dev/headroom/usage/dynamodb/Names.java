package dev.headroom.usage.dynamodb;

import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.StoredDay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Names that are users' or addresses, in one place per org, so that they can be dropped while the
 * calls stay; and which ids of integrations became one.
 *
 * @param names by id
 * @param now by an abandoned id, the one that replaces it
 */
record Names(Map<String, Name> names, Map<String, String> now) {
  static final Names NONE = new Names(Map.of(), Map.of());

  /** In place of a name that is no longer kept. */
  static final String DROPPED = StoredDay.NAMELESS;

  private static final int VERSION = 1;

  /**
   * A name.
   *
   * @param last its last day with calls, since 1970
   */
  record Name(String text, long last) {}

  Names {
    names = Map.copyOf(names);
    now = Map.copyOf(now);
  }

  /**
   * Returns the same with those of {@code days}, and without those that had no call for too long.
   *
   * @param kept days that a name is kept, counted from its last one
   */
  Names with(List<StoredDay> days, IntegrationRegistry registry, int kept) {
    Map<String, Name> all = new HashMap<>(names);
    long newest = all.values().stream().mapToLong(Name::last).max().orElse(0);
    for (StoredDay day : days) {
      long number = day.day().toEpochDay();
      newest = Math.max(newest, number);
      for (StoredDay.Part part : day.parts()) {
        if (part.isPersonal()) {
          all.merge(part.id(), new Name(part.name(), number), (a, b) -> b.last >= a.last ? b : a);
        }
      }
    }
    long oldest = newest - kept;
    all.values().removeIf(name -> name.last < oldest);
    return new Names(all, registry.merged());
  }

  /** Returns the day as stored, without the names in it. */
  StoredDay without(StoredDay day) {
    return day.with(
        day.parts().stream().map(p -> p.isPersonal() ? p.named("") : p).toList(),
        NamedEvidence.without(day));
  }

  /** Returns the day with the names that are kept and the present ids. */
  StoredDay with(StoredDay day) {
    List<StoredDay.Part> parts = new ArrayList<>();
    for (StoredDay.Part part : day.parts()) {
      parts.add(part.isPersonal() ? part.named(text(part.id())) : part);
    }
    return day.with(parts, NamedEvidence.with(day, this::text, this::kept))
        .now(new IntegrationRegistry(List.of(), now));
  }

  private String text(String id) {
    Name name = names.get(id);
    return name == null ? DROPPED : name.text;
  }

  /** An earlier release wrote names into the evidence of findings. */
  private String kept(String name) {
    return names.values().stream().anyMatch(n -> n.text.equals(name)) ? name : DROPPED;
  }

  /** Returns the same without the names for whose ids {@code are} holds. */
  Names without(Predicate<String> are) {
    Map<String, Name> left = new HashMap<>(names);
    left.keySet().removeIf(are);
    return new Names(left, now);
  }

  byte[] pack() {
    Packer out = new Packer(VERSION);
    out.all(
        new TreeMap<>(names).entrySet(),
        e -> out.text(e.getKey()).text(e.getValue().text).number(e.getValue().last));
    out.all(new TreeMap<>(now).entrySet(), e -> out.text(e.getKey()).text(e.getValue()));
    return out.packed();
  }

  static Names unpack(byte[] packed) throws IOException {
    Unpacker in = new Unpacker(packed);
    if (in.version() != VERSION) {
      throw new IOException("the form " + in.version() + " of names is not known");
    }
    Map<String, Name> names = new HashMap<>();
    in.all(() -> names.put(in.text(), new Name(in.text(), in.number())) == null);
    Map<String, String> now = new HashMap<>();
    in.all(() -> now.put(in.text(), in.text()) == null);
    return new Names(names, now);
  }
}
