package dev.headroom.limits.csv;

import dev.headroom.limits.LimitAdvice;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code limits-advice.csv}: what happens when a limit is used up, and three steps. The first row
 * whose patterns match a name holds; for other names there is a row for each window.
 */
final class AdviceTable {
  private static final String FILE = "/limits-advice.csv";

  private record Row(List<Pattern> names, LimitAdvice advice) {}

  private final List<Row> rows = new ArrayList<>();
  private final Map<Window, LimitAdvice> byWindow = new EnumMap<>(Window.class);

  AdviceTable() {
    Rows.of(FILE).forEach(this::add);
  }

  private void add(Map<String, String> row) {
    LimitAdvice advice =
        new LimitAdvice(
            Rows.cell(row, "consequence"),
            List.of(Rows.cell(row, "step1"), Rows.cell(row, "step2"), Rows.cell(row, "step3")));
    String names = Rows.cell(row, "limits");
    if (names.isEmpty()) {
      byWindow.put(Rows.window(FILE, row), advice);
    } else {
      rows.add(
          new Row(Arrays.stream(names.split(" ", -1)).map(AdviceTable::glob).toList(), advice));
    }
  }

  private static Pattern glob(String glob) {
    return Pattern.compile(
        Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  LimitAdvice of(LimitName name, Window window) {
    return rows.stream()
        .filter(row -> row.names().stream().anyMatch(p -> p.matcher(name.value()).matches()))
        .map(Row::advice)
        .findFirst()
        .orElseGet(() -> byWindow.getOrDefault(window, LimitAdvice.NONE));
  }
}
