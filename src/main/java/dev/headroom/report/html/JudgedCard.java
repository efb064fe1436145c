package dev.headroom.report.html;

import dev.headroom.alert.Explanation;
import dev.headroom.report.ExplainReport;
import dev.headroom.report.words.ExplainWords;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What a limit is judged by, ready for the org's template.
 *
 * @param policy which policy applies, as a sentence
 * @param others why the policies before it do not, one line each
 * @param changes the override and the mutes that cover the limit, one sentence each
 * @param numbers its levels in numbers, one line each
 * @param json the address of the same for programs
 */
@RegisterForReflection
public record JudgedCard(
    String label,
    String policy,
    List<String> others,
    List<String> changes,
    List<Row> rows,
    List<String> numbers,
    String json) {

  /** A setting, and where it is from. */
  @RegisterForReflection
  public record Row(String name, String value, String origin) {}

  static JudgedCard of(ExplainReport report) {
    Explanation e = report.explanation();
    return new JudgedCard(
        Figures.label(report.limit()),
        ExplainWords.policy(e),
        e.looked().stream().map(ExplainWords::looked).toList(),
        ExplainWords.changes(report),
        e.settings().stream()
            .map(
                setting ->
                    new Row(
                        setting.name(),
                        ExplainWords.value(setting, e),
                        ExplainWords.origin(setting, e)))
            .toList(),
        ExplainWords.numbers(e),
        "/api/orgs/%s/explain?limit=%s"
            .formatted(report.org(), Cells.encoded(report.limit().name().value())));
  }
}
