package dev.headroom.report.html;

import dev.headroom.report.OrgView;
import dev.headroom.spend.Pause;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The pause of an org, ready to be written out.
 *
 * @param now the pause that holds, in words; empty when there is none
 * @param form null where pages can change nothing
 */
@RegisterForReflection
public record PausePage(String org, String now, @Nullable PauseForm form) {
  static PausePage of(OrgView view, PauseForm.Entered entered, Site site) {
    Pause pause = view.pause();
    return new PausePage(
        view.org().id().value(),
        pause == null
            ? ""
            : "paused until %s UTC by %s: %s"
                .formatted(Figures.clock(pause.until()), pause.by(), pause.reason()),
        PauseForm.of(view, entered, site));
  }
}
