package dev.headroom.local;

import dev.headroom.backtest.Backtest;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.report.html.BacktestPage;
import dev.headroom.report.html.Templates;
import dev.headroom.words.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A backtest as one self-contained page, to be kept or passed on. */
final class BacktestHtml {
  private static final String STYLE = "META-INF/resources/assets/app.css";

  private BacktestHtml() {}

  /** Returns the page's text, including its style. */
  static String of(Backtest backtest) {
    CsvLimitCatalogue catalogue = new CsvLimitCatalogue();
    return BacktestPage.of(backtest, limit -> Figures.label(catalogue.describe(limit)))
        .alone(new Templates(), style());
  }

  private static String style() {
    try (InputStream in = BacktestHtml.class.getClassLoader().getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException(STYLE + " is missing in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
