package dev.headroom.report.html;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.UserTagSectionHelper;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renders templates with Qute's core. Values are records of this package and of packages that add
 * pages; they are read by reflection and therefore registered for it.
 */
public final class Templates {
  private static final Variant HTML = Variant.forContentType(Variant.TEXT_HTML);
  private static final List<String> TAGS =
      List.of(
          "attending",
          "bar",
          "broken",
          "chip",
          "choices",
          "heads",
          "moment",
          "noting",
          "pausing",
          "prose",
          "story");
  private static final List<String> INCLUDED =
      List.of(
          "layout",
          "alert-rows",
          "backtest-methods",
          "backtest-report",
          "past-days",
          "usage-days",
          "usage-hours",
          "usage-findings",
          "lock-out-hits");

  private final Engine engine;
  private final Map<String, Template> parsed = new ConcurrentHashMap<>();

  /** Builds the engine now, which takes some tens of milliseconds. */
  public Templates() {
    var builder =
        Engine.builder()
            .addDefaults()
            .addValueResolver(ValueResolvers.rawResolver())
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new VisibleText())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .strictRendering(true);
    TAGS.forEach(
        tag -> builder.addSectionHelper(new UserTagSectionHelper.Factory(tag, "tags/" + tag)));
    engine = builder.build();
    TAGS.forEach(tag -> put("tags/" + tag));
    INCLUDED.forEach(this::put);
  }

  private void put(String name) {
    engine.putTemplate(name, engine.parse(read(Templates.class, name), HTML, name));
  }

  /**
   * Returns a template of this package, still without data.
   *
   * @param name of its file, without the extension
   */
  TemplateInstance of(String name) {
    return of(Templates.class, name);
  }

  /**
   * Returns a template beside {@code home}; it may include those of this package.
   *
   * @param name of its file, without the extension
   */
  TemplateInstance of(Class<?> home, String name) {
    return parsed
        .computeIfAbsent(
            home.getPackageName() + "/" + name, id -> engine.parse(read(home, name), HTML, id))
        .instance();
  }

  private static String read(Class<?> home, String name) {
    String file = name + ".html";
    try (InputStream in = home.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the template " + file + " is missing in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
