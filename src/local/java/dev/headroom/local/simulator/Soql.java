package dev.headroom.local.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query over rows that are made on request: columns by path, conditions joined by AND or by OR,
 * and groups with {@code COUNT}, {@code COUNT_DISTINCT} and {@code MAX}.
 */
record Soql(List<Item> items, String object, String where, boolean grouped) {
  private static final Pattern QUERY =
      Pattern.compile(
          "\\s*SELECT\\s+(.+?)\\s+FROM\\s+(\\w+)(?:\\s+WHERE\\s+(.+?))?(\\s+GROUP\\s+BY\\s+.+?)?"
              + "(?:\\s+ORDER\\s+BY\\s+.+?)?(?:\\s+LIMIT\\s+\\d+)?\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern ITEM =
      Pattern.compile("(?:(\\w+)\\(([\\w.]+)\\)\\s+(\\w+)|([\\w.]+))");
  private static final Pattern CONDITION =
      Pattern.compile(
          "([\\w.]+)\\s*(=|!=|>=|<|NOT\\s+IN|IN)\\s*(.+)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final int MAX_CHARACTERS = 20_000;

  /** A column, or what {@code function} makes of it. */
  record Item(String function, String path, String alias) {}

  /** Returns the query in {@code text}; empty if it is of another form. */
  static Optional<Soql> parse(String text) {
    Matcher query = QUERY.matcher(text);
    if (text.length() > MAX_CHARACTERS || !query.matches()) {
      return Optional.empty();
    }
    List<Item> items = new ArrayList<>();
    for (String part : query.group(1).split(",", -1)) {
      Matcher item = ITEM.matcher(part.strip());
      if (!item.matches()) {
        return Optional.empty();
      }
      String path = item.group(4);
      items.add(
          path == null
              ? new Item(item.group(1).toUpperCase(Locale.ROOT), item.group(2), item.group(3))
              : new Item("", path, path.substring(path.lastIndexOf('.') + 1)));
    }
    return Optional.of(
        new Soql(
            items,
            query.group(2),
            Objects.requireNonNullElse(query.group(3), ""),
            query.group(4) != null));
  }

  /** A column that the object does not have. */
  static final class NoColumnException extends Exception {
    private static final long serialVersionUID = 1L;

    NoColumnException(String path) {
      super(path);
    }
  }

  /**
   * Returns the rows that it finds among {@code rows}.
   *
   * @throws NoColumnException if a column is unknown
   */
  List<Map<String, @Nullable Object>> answer(List<Map<String, @Nullable Object>> rows)
      throws NoColumnException {
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      for (Item item : items) {
        if (!row.containsKey(item.path()) && !item.path().equals("Id")) {
          throw new NoColumnException(item.path());
        }
      }
      if (where.isBlank() || holds(row)) {
        found.add(row);
      }
    }
    return grouped ? groups(found) : found.stream().map(this::selected).toList();
  }

  private Map<String, @Nullable Object> selected(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("attributes", Map.of("type", object));
    for (Item item : items) {
      Map<String, @Nullable Object> at = answer;
      String[] steps = item.path().split("\\.", -1);
      for (int i = 0; i < steps.length - 1; i++) {
        at = inner(at, steps[i]);
      }
      at.put(steps[steps.length - 1], row.get(item.path()));
    }
    return answer;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> inner(
      Map<String, @Nullable Object> row, String step) {
    return (Map<String, @Nullable Object>)
        Objects.requireNonNull(
            row.computeIfAbsent(step, s -> new LinkedHashMap<String, @Nullable Object>()));
  }

  private List<Map<String, @Nullable Object>> groups(List<Map<String, @Nullable Object>> rows) {
    Map<List<String>, List<Map<String, @Nullable Object>>> groups = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows) {
      List<String> key =
          items.stream()
              .filter(i -> i.function().isEmpty())
              .map(i -> String.valueOf(row.get(i.path())))
              .toList();
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    List<Map<String, @Nullable Object>> answer = new ArrayList<>();
    for (List<Map<String, @Nullable Object>> group : groups.values()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("attributes", Map.of("type", "AggregateResult"));
      for (Item item : items) {
        one.put(item.alias(), value(item, group));
      }
      answer.add(one);
    }
    return answer;
  }

  private static @Nullable Object value(Item item, List<Map<String, @Nullable Object>> group) {
    List<String> values =
        group.stream()
            .map(row -> row.get(item.path()))
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .toList();
    return switch (item.function()) {
      case "" -> group.getFirst().get(item.path());
      case "COUNT" -> item.path().equals("Id") ? group.size() : values.size();
      case "COUNT_DISTINCT" -> (int) values.stream().distinct().count();
      default -> values.stream().max(String::compareTo).orElse(null);
    };
  }

  private boolean holds(Map<String, @Nullable Object> row) {
    for (String either : where.split("(?i)\\s+OR\\s+", -1)) {
      boolean all = true;
      for (String each : either.split("(?i)\\s+AND\\s+", -1)) {
        all &= holds(row, each.strip());
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(Map<String, @Nullable Object> row, String condition) {
    Matcher parts = CONDITION.matcher(condition);
    if (!parts.matches()) {
      return true;
    }
    Object value = row.get(parts.group(1));
    String text = String.valueOf(value);
    String wanted = parts.group(3).strip();
    return switch (parts.group(2).toUpperCase(Locale.ROOT)) {
      case "=" -> text.equalsIgnoreCase(unquoted(wanted));
      case "!=" -> !text.equalsIgnoreCase(unquoted(wanted));
      // Times are all UTC and as long as the shorter of the two forms.
      case ">=" -> value != null && text.compareTo(wanted) >= 0;
      case "<" -> value != null && text.compareTo(wanted) < 0;
      case "IN" -> isIn(text, wanted);
      default -> !isIn(text, wanted);
    };
  }

  private static String unquoted(String text) {
    return text.startsWith("'") && text.endsWith("'") && text.length() > 1
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /** Ids may be written with 15 characters. */
  private static boolean isIn(String text, String list) {
    for (String one : list.replaceAll("[()]", "").split(",", -1)) {
      String wanted = unquoted(one.strip());
      if (text.equalsIgnoreCase(wanted)
          || (wanted.length() == 15 && text.length() == 18 && text.startsWith(wanted))) {
        return true;
      }
    }
    return false;
  }
}
