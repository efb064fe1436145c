package dev.headroom.local;

import dev.headroom.backtest.Backtest;
import dev.headroom.local.web.BacktestPage;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A backtest as one page that needs nothing else: to be kept, or handed on. */
final class BacktestHtml {
  private static final Variant HTML = Variant.forContentType(Variant.TEXT_HTML);

  private BacktestHtml() {}

  /** The page's text; rendered by the templates of the pages, outside of the application. */
  static String of(Backtest backtest) {
    Engine engine =
        Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .build();
    for (String part : List.of("backtest-methods", "backtest-report")) {
      engine.putTemplate(part, engine.parse(template(part), HTML, part));
    }
    return engine
        .parse(template("backtest-alone"), HTML, "backtest-alone")
        .data("page", BacktestPage.of(backtest))
        .data("style", new RawString(resource("META-INF/resources/assets/app.css")))
        .render();
  }

  private static String template(String name) {
    return resource("templates/" + name + ".html");
  }

  private static String resource(String path) {
    try (InputStream in = BacktestHtml.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
