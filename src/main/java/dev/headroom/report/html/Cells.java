package dev.headroom.report.html;

import dev.headroom.alert.Levels;
import dev.headroom.limits.Window;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import dev.headroom.report.Status;
import dev.headroom.report.TargetView;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Small elements that several pages show, ready for their templates. */
public final class Cells {
  private Cells() {}

  /**
   * A status by word and sign; the word determines its colour.
   *
   * @param sign distinguishes it without colour
   */
  @RegisterForReflection
  public record Chip(String word, String text, String sign) {
    /** Of an alert that is over. */
    static final Chip RESOLVED = new Chip("ok", "resolved", "●");

    static Chip of(Status status) {
      String sign =
          switch (status) {
            case EXHAUSTED -> "■";
            case ESCALATION -> "◆";
            case NOT_REPORTING -> "✕";
            case UNKNOWN -> "?";
            case ATTENTION -> "▲";
            case OK -> "●";
            case NOT_PROVISIONED, NO_CAP -> "–";
          };
      return new Chip(status.word(), status.word().replace('-', ' '), sign);
    }

    /** Returns the status of an org; one that is paused is unknown because somebody said so. */
    static Chip of(OrgView view) {
      return view.pause() == null
          ? of(view.status())
          : new Chip(view.status().word(), "paused", "‖");
    }

    static Chip of(TargetView.Status status) {
      String sign =
          switch (status) {
            case DISABLED -> "✕";
            case PARKED -> "◆";
            case OK -> "●";
          };
      return new Chip(status.word(), status.word(), sign);
    }
  }

  /**
   * How much is used, with a mark at each level.
   *
   * @param width 0 to 100
   * @param text the percentage in words
   * @param status the word that determines the colour
   */
  @RegisterForReflection
  public record Bar(String width, String attention, String escalation, String text, String status) {
    static Bar of(double percent, Levels levels, Status status) {
      return new Bar(
          number(Math.min(100, Math.max(0, percent))),
          number(levels.attention()),
          number(levels.escalation()),
          Figures.percent(percent),
          status.word());
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, "%.2f", value);
    }
  }

  /**
   * A moment.
   *
   * @param iso for machines
   * @param text UTC, with the day only if it is not today
   * @param ago how long ago
   */
  @RegisterForReflection
  public record Moment(String iso, String text, String ago) {
    public static Moment of(Instant at, Instant now) {
      return new Moment(at.toString(), Figures.time(at, now), Figures.ago(at, now));
    }
  }

  /** Returns over what time a limit counts; pages write UTC, as the clock above them does. */
  static String window(Window window) {
    return Figures.window(window).replace("GMT", "UTC");
  }

  /** Encodes a text for a query string. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * Returns a name in parts between which a line may end: user names and API names are long words
   * to a browser.
   */
  static List<String> parts(String name) {
    return List.of(name.split("(?<=[@._:/-])", -1));
  }

  /** A choice among others, as a link. */
  @RegisterForReflection
  public record Choice(String text, String href, boolean chosen) {}

  /** An option in a form. */
  @RegisterForReflection
  public record Option(String value, String text, boolean chosen) {}

  /**
   * Returns the watched limits, as options.
   *
   * @param chosen is included, whether it is watched or not; null if none is
   */
  static List<Option> limits(List<LimitView> limits, @Nullable String chosen) {
    List<Option> options = new ArrayList<>();
    for (LimitView limit : limits) {
      if (limit.status().isOfOrgs()) {
        String name = limit.info().name().value();
        options.add(new Option(name, Figures.label(limit.info()), name.equals(chosen)));
      }
    }
    if (chosen != null && options.stream().noneMatch(Option::chosen)) {
      options.add(new Option(chosen, chosen, true));
    }
    return options;
  }
}
