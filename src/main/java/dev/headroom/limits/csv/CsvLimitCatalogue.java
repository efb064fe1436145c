package dev.headroom.limits.csv;

import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@link LimitCatalogue} from {@code limits-catalogue.csv}, 84 names with unit, window and meaning,
 * compiled from Salesforce's documentation, and {@code limits-advice.csv}, what to do about them.
 */
@ApplicationScoped
public class CsvLimitCatalogue implements LimitCatalogue {
  private static final String FILE = "/limits-catalogue.csv";

  /** Some hundred bytes each. */
  private static final int MAX_DESCRIBED = 2_000;

  /** In column {@code nested}: the entry's children are the quotas of connected apps. */
  private static final String PER_APP = "per-connected-app";

  private final AdviceTable advice = new AdviceTable();
  private final Map<String, LimitInfo> known = new HashMap<>();
  private final Set<String> perApp = new java.util.HashSet<>();
  private final SortedMap<String, List<LimitInfo>> hiddenWithout = new TreeMap<>();

  /**
   * What was found out about names, which every poll asks for. Names come from outside, so only so
   * many are kept.
   */
  private final Map<LimitName, LimitInfo> described = new ConcurrentHashMap<>();

  /** Reads the catalogue that ships with the product. */
  public CsvLimitCatalogue() {
    Rows.of(FILE).forEach(this::add);
  }

  @Override
  public LimitInfo describe(LimitName name) {
    LimitInfo kept = described.get(name);
    if (kept != null) {
      return kept;
    }
    LimitInfo info = plain(name);
    LimitInfo whole = info.with(advice.of(name, info.window()));
    if (described.size() < MAX_DESCRIBED) {
      described.put(name, whole);
    }
    return whole;
  }

  private LimitInfo plain(LimitName name) {
    LimitInfo info = known.get(name.value());
    if (info != null) {
      return info;
    }
    int dot = name.value().indexOf('.');
    if (dot <= 0 || dot == name.value().length() - 1) {
      return new LimitInfo(name, Label.of(name.value()), "", Window.UNKNOWN, "");
    }
    String parent = name.value().substring(0, dot);
    String child = name.value().substring(dot + 1);
    LimitInfo above = plain(new LimitName(parent));
    String label = above.label() + ": " + child;
    return perApp.contains(parent)
        ? new LimitInfo(
            name, label, above.unit(), above.window(), "Quota of one connected app: " + child)
        : new LimitInfo(name, label, "", Window.UNKNOWN, "");
  }

  @Override
  public SortedMap<String, List<LimitInfo>> hiddenWithout() {
    return Collections.unmodifiableSortedMap(hiddenWithout);
  }

  @Override
  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(known.keySet()));
  }

  /** Returns the number of known names. */
  public int size() {
    return known.size();
  }

  private void add(Map<String, String> row) {
    String name = Rows.cell(row, "name");
    Window window = Rows.window(FILE, row);
    int dot = name.indexOf('.');
    String label =
        dot < 0
            ? Label.of(name)
            : Label.of(name.substring(0, dot)) + ": " + Label.of(name.substring(dot + 1));
    LimitInfo info =
        new LimitInfo(
            new LimitName(name), label, Rows.cell(row, "unit"), window, Rows.cell(row, "meaning"));
    known.put(name, info);
    if (!Rows.cell(row, "permission").isEmpty()) {
      hiddenWithout.computeIfAbsent(Rows.cell(row, "permission"), p -> new ArrayList<>()).add(info);
    }
    if (Rows.cell(row, "nested").equals(PER_APP)) {
      perApp.add(name);
    }
  }
}
