package dev.headroom.report.words;

import dev.headroom.report.Runbook;
import dev.headroom.report.UsageView;
import dev.headroom.report.words.Document.Block;
import dev.headroom.report.words.Document.Column;
import dev.headroom.usage.IntegrationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says whom to call about an org. */
final class ContactWords {
  private static final String OWNER = "owner";

  private ContactWords() {}

  static List<Block> of(Runbook book) {
    List<Block> blocks = new ArrayList<>();
    String owner = book.org().tags().get(OWNER);
    blocks.add(
        new Block.Text(
            owner == null
                ? "Nobody is named for the org itself. Give it a tag owner in the manifest."
                : "The org itself: " + owner + "."));
    List<List<String>> rows =
        book.usage().integrations().stream()
            .map(UsageView.Line::rule)
            .filter(Objects::nonNull)
            .filter(rule -> ShortageWords.whom(rule).isPresent())
            .map(ContactWords::row)
            .toList();
    if (!rows.isEmpty()) {
      blocks.add(
          new Block.Grid(
              List.of(Column.of("Integration"), Column.of("Owner"), Column.of("Contact")), rows));
    }
    blocks.add(
        new Block.Text(
            "Capacity: the Salesforce account executive of the org, who sells" + " add-ons."));
    return blocks;
  }

  private static List<String> row(IntegrationRule rule) {
    return List.of(
        rule.name(),
        Objects.requireNonNullElse(rule.owner(), "not named"),
        Objects.requireNonNullElse(rule.contact(), "not named"));
  }
}
