package dev.headroom.report.html;

import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.Projection;
import dev.headroom.limits.LimitName;
import dev.headroom.report.OrgView;
import dev.headroom.words.Moments;
import dev.headroom.words.ProjectionWords;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which limit of an org runs out first, ready for its template.
 *
 * @param kind {@code out}, {@code soon} for what is likely, {@code maybe} or {@code none}
 * @param iso the time for machines; null if there is none
 * @param text the time, or why there is none
 * @param ahead how long until then; null if there is no such time
 * @param more how likely, or when recovery is expected; empty if there is neither
 * @param limit what it is called; null if no limit is named
 * @param href the limit's chart; null likewise
 */
@RegisterForReflection
public record NextCell(
    String kind,
    @Nullable String iso,
    String text,
    @Nullable String ahead,
    List<Prose.Part> more,
    @Nullable String limit,
    @Nullable String href) {

  /**
   * Returns what is known about {@code view}.
   *
   * @param ahead placeholder for the time until the exhaustion
   * @param label what a limit is called
   */
  static NextCell of(OrgView view, Instant now, String ahead, Function<LimitName, String> label) {
    return switch (view.next()) {
      case null -> none(view.worst() == null ? "not known" : "not known yet");
      case NextExhaustion.NotKnown n -> none("not known: " + n.reason().words());
      case NextExhaustion.NoneInSight n ->
          none("not expected" + (n.unknown() == 0 ? "" : ", " + n.unknown() + " not known"));
      case NextExhaustion.Out o ->
          new NextCell(
              "out",
              o.since().toString(),
              Moments.near(o.since(), now),
              null,
              Prose.of(ProjectionWords.briefly(o.relief(), now), now),
              label.apply(o.limit()),
              href(view, o.limit()));
      case NextExhaustion.Expected e -> {
        Projection.Exhausting x = e.projection();
        yield new NextCell(
            ProjectionWords.isLikely(x.probability()) ? "soon" : "maybe",
            x.likely().toString(),
            Moments.near(x.likely(), now),
            ahead,
            Prose.of(ProjectionWords.chance(x.probability()), now),
            label.apply(e.limit()),
            href(view, e.limit()));
      }
    };
  }

  private static String href(OrgView view, LimitName limit) {
    return "/orgs/" + view.org().id() + "?limit=" + Cells.encoded(limit.value());
  }

  private static NextCell none(String text) {
    return new NextCell("none", null, text, null, List.of(), null, null);
  }

  /** Returns when the limit that runs out first does; null if none is expected to. */
  static @Nullable Instant expected(@Nullable NextExhaustion next) {
    return next instanceof NextExhaustion.Expected e ? e.projection().likely() : null;
  }
}
