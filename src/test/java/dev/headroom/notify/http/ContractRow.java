package dev.headroom.notify.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.DeliveryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A row of the contract table in the reference: what a kind of target did in each case. It is
 * written from what was seen; {@code -Dgolden.rewrite=true} writes it into the page.
 */
final class ContractRow {
  static final Path PAGE = Path.of("docs/reference/contract.md");

  private static final int[] REFUSED = {400, 413, 415, 422, 431};
  private static final int[] SETTINGS = {401, 403, 404, 405};
  private static final int[] BUSY = {408, 425, 429};

  private final List<String> cells = new ArrayList<>();

  ContractRow(String type) {
    cells.add("`" + type + "`");
  }

  /** What became of answers without a body, by their status. */
  ContractRow statuses(IntFunction<DeliveryResult> answered) {
    cells.add(accepted(answered));
    for (int[] group : List.of(REFUSED, SETTINGS, new int[] {410}, BUSY)) {
      cells.add(words(answered, IntStream.of(group)));
    }
    cells.add(words(answered, IntStream.range(300, 400)));
    cells.add(words(answered, IntStream.range(500, 600)));
    return this;
  }

  /** What became of a request after which the connection was lost. */
  ContractRow lost(DeliveryResult result) {
    cells.add(word(result));
    return this;
  }

  /** Where the alert's key is in a request; the same in all of {@code requests}. */
  ContractRow key(String hash, List<JsonNode> bodies, List<String> addresses) {
    cells.add(
        bodies.stream()
            .map(body -> path(body, "", hash))
            .flatMap(Optional::stream)
            .findFirst()
            .map(path -> "`" + path + "`")
            .orElse(
                addresses.stream().anyMatch(a -> a.contains(hash)) ? "the address" : "nowhere"));
    return this;
  }

  /** How many requests the four transitions of an alert's life took. */
  ContractRow requests(int requests) {
    cells.add(Integer.toString(requests));
    return this;
  }

  /** The body of a message whose every text was longer than the target takes. */
  ContractRow largest(int bytes) {
    cells.add("%,d".formatted(bytes));
    return this;
  }

  private static String accepted(IntFunction<DeliveryResult> answered) {
    List<Integer> taken =
        IntStream.range(200, 300)
            .filter(s -> answered.apply(s) instanceof DeliveryResult.Accepted)
            .boxed()
            .toList();
    return taken.size() == 100
        ? "any 2xx"
        : taken.isEmpty()
            ? "none"
            : taken.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String words(IntFunction<DeliveryResult> answered, IntStream statuses) {
    return String.join(
        ", ",
        statuses
            .mapToObj(status -> word(answered.apply(status)))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String word(DeliveryResult result) {
    return switch (result) {
      case DeliveryResult.Accepted a -> "delivered";
      case DeliveryResult.Retryable r -> "again";
      case DeliveryResult.Gone g -> "disabled";
      case DeliveryResult.Rejected r ->
          switch (r.kind()) {
            case CONFIG -> "parked later";
            case UNUSABLE -> "parked";
            case POISON -> "given up";
          };
    };
  }

  private static Optional<String> path(JsonNode node, String at, String hash) {
    if (node.isTextual() && node.asText().contains(hash)) {
      return Optional.of(at);
    }
    if (node.isArray()) {
      for (JsonNode item : node) {
        Optional<String> found = path(item, at + "[]", hash);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      Optional<String> found =
          path(member.getValue(), (at.isEmpty() ? "" : at + ".") + member.getKey(), hash);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The row as the page has it. */
  @Override
  public String toString() {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** The page's row of this kind of target; empty if it has none. */
  String onThePage() throws IOException {
    String begin = "| " + cells.getFirst() + " |";
    if (Boolean.getBoolean("golden.rewrite")) {
      rewrite(begin);
    }
    return Files.readString(PAGE)
        .lines()
        .filter(line -> line.startsWith(begin))
        .findFirst()
        .orElse("");
  }

  /** Puts this in place of the page's row, or after the last one. */
  private void rewrite(String begin) throws IOException {
    List<String> lines = new ArrayList<>(Files.readString(PAGE).lines().toList());
    int last = 0;
    boolean found = false;
    for (int i = 0; i < lines.size(); i++) {
      last = lines.get(i).startsWith("| `") ? i : last;
      if (lines.get(i).startsWith(begin)) {
        lines.set(i, toString());
        found = true;
      }
    }
    if (!found) {
      lines.add(last + 1, toString());
    }
    Files.writeString(PAGE, String.join("\n", lines) + "\n", UTF_8);
  }
}
