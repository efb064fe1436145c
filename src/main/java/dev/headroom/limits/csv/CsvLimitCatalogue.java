package dev.headroom.limits.csv;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@link LimitCatalogue} from {@code limits-catalogue.csv}: 84 names with unit, window and meaning,
 * compiled from Salesforce's documentation.
 */
@ApplicationScoped
public class CsvLimitCatalogue implements LimitCatalogue {
  private static final String FILE = "/limits-catalogue.csv";

  /** In column {@code nested}: the entry's children are the quotas of connected apps. */
  private static final String PER_APP = "per-connected-app";

  private static final Map<String, Window> WINDOWS =
      Arrays.stream(Window.values()).collect(Collectors.toUnmodifiableMap(Window::word, w -> w));

  private final Map<String, LimitInfo> known = new HashMap<>();
  private final Set<String> perApp = new java.util.HashSet<>();
  private final SortedMap<String, List<LimitInfo>> hiddenWithout = new TreeMap<>();

  /** Reads the catalogue that ships with the product. */
  public CsvLimitCatalogue() {
    CsvSchema schema = CsvSchema.emptySchema().withHeader();
    try (InputStream in = CsvLimitCatalogue.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing in the artifact");
      }
      try (MappingIterator<Map<String, String>> rows =
          new CsvMapper().readerForMapOf(String.class).with(schema).readValues(in)) {
        rows.forEachRemaining(this::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " is not readable", e);
    }
  }

  @Override
  public LimitInfo describe(LimitName name) {
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
    LimitInfo above = describe(new LimitName(parent));
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
    String name = cell(row, "name");
    Window window = WINDOWS.get(cell(row, "window"));
    if (window == null) {
      throw new IllegalStateException(FILE + ": window of " + name + " is not a known word");
    }
    int dot = name.indexOf('.');
    String label =
        dot < 0
            ? Label.of(name)
            : Label.of(name.substring(0, dot)) + ": " + Label.of(name.substring(dot + 1));
    LimitInfo info =
        new LimitInfo(new LimitName(name), label, cell(row, "unit"), window, cell(row, "meaning"));
    known.put(name, info);
    if (!cell(row, "permission").isEmpty()) {
      hiddenWithout.computeIfAbsent(cell(row, "permission"), p -> new ArrayList<>()).add(info);
    }
    if (cell(row, "nested").equals(PER_APP)) {
      perApp.add(name);
    }
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }
}
