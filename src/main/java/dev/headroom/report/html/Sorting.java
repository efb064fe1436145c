package dev.headroom.report.html;

import dev.headroom.report.Parameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list: by one of its columns, whose head is a link. A second click on the same head
 * turns the order around.
 */
final class Sorting<T> {
  private static final String SORT = "sort";
  private static final String TURNED = "-";

  private final List<Column<T>> columns;
  private final String initial;
  private final String given;

  private Sorting(List<Column<T>> columns, String initial, String given) {
    this.columns = columns;
    this.initial = initial;
    this.given = given;
  }

  /**
   * A column of a list.
   *
   * @param word in the address
   * @param order as the first click gives it; null when the list cannot be sorted by it
   * @param descending whether that order begins with the highest
   * @param known what is not known stays at the end, however the order is turned
   */
  record Column<T>(
      String word,
      String text,
      @Nullable Comparator<T> order,
      boolean descending,
      boolean numeric,
      Predicate<T> known) {

    static <T> Column<T> of(String word, String text, Comparator<T> order) {
      return new Column<>(word, text, order, false, false, row -> true);
    }

    /** One by which a list cannot be sorted. */
    static <T> Column<T> plain(String text) {
      return new Column<>("", text, null, false, false, row -> true);
    }

    /** The same, with the highest first. */
    Column<T> highestFirst() {
      return new Column<>(word, text, order, true, numeric, known);
    }

    /** The same, right-aligned. */
    Column<T> asNumber() {
      return new Column<>(word, text, order, descending, true, known);
    }

    /** The same, where those of which the value is not known come last. */
    Column<T> knownIf(Predicate<T> isKnown) {
      return new Column<>(word, text, order, descending, numeric, isKnown);
    }
  }

  /**
   * The head of a column.
   *
   * @param href sorts by it, or turns the order around; null when the list cannot be sorted by it
   * @param aria {@code ascending} or {@code descending}; null when the list is sorted by another
   */
  @RegisterForReflection
  public record Head(String text, @Nullable String href, @Nullable String aria, boolean numeric) {}

  /**
   * What the address asks for.
   *
   * @param initial the word of the column by which the list comes sorted
   */
  static <T> Sorting<T> of(Parameters parameters, String initial, List<Column<T>> columns) {
    List<String> words =
        columns.stream()
            .filter(c -> c.order() != null)
            .flatMap(c -> Stream.of(c.word(), TURNED + c.word()))
            .toList();
    String given = parameters.choice(SORT, words).orElse("");
    return new Sorting<>(columns, initial, given.equals(initial) ? "" : given);
  }

  /** As it stands in the address; empty for the order in which the list comes. */
  String given() {
    return given;
  }

  /** The rows in this order; equal ones stay as they come. */
  List<T> sorted(List<T> rows) {
    for (Column<T> column : columns) {
      Comparator<T> order = column.order();
      if (!given.isEmpty() && order != null && isBy(column)) {
        return rows.stream()
            .sorted(
                Comparator.comparing((T row) -> !column.known().test(row))
                    .thenComparing(isTurned() ? order.reversed() : order))
            .toList();
      }
    }
    return rows;
  }

  /**
   * The heads of all columns.
   *
   * @param address of the list when it is sorted by a word; by an empty one as it comes
   */
  List<Head> heads(UnaryOperator<String> address) {
    return columns.stream().map(column -> head(column, address)).toList();
  }

  private Head head(Column<T> column, UnaryOperator<String> address) {
    if (column.order() == null) {
      return new Head(column.text(), null, null, column.numeric());
    }
    boolean chosen = isBy(column);
    String next = chosen && !isTurned() ? TURNED + column.word() : column.word();
    return new Head(
        column.text(),
        address.apply(next.equals(initial) ? "" : next),
        chosen ? column.descending() != isTurned() ? "descending" : "ascending" : null,
        column.numeric());
  }

  private boolean isBy(Column<T> column) {
    String by = given.isEmpty() ? initial : given;
    return column.word().equals(isTurned() ? by.substring(TURNED.length()) : by);
  }

  private boolean isTurned() {
    return given.startsWith(TURNED);
  }
}
