package dev.headroom.notify.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.notify.Mute;
import dev.headroom.notify.MuteWindow;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A mute as a row stores it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MuteBody(
    String id,
    @Nullable String alert,
    @Nullable List<String> orgs,
    @Nullable String tenant,
    @Nullable Map<String, String> tags,
    @Nullable List<String> limits,
    @Nullable String from,
    @Nullable String until,
    String reason,
    String by,
    @Nullable List<Window> windows) {

  /** Days by their English names, times as {@code 22:00}. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Window(@Nullable List<String> days, String from, String to, String zone) {
    private static Window of(MuteWindow w) {
      return new Window(
          w.days().stream().sorted().map(DayOfWeek::name).toList(),
          w.from().toString(),
          w.to().toString(),
          w.zone().getId());
    }

    private MuteWindow window() {
      return new MuteWindow(
          days == null
              ? Set.of()
              : days.stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
          LocalTime.parse(from),
          LocalTime.parse(to),
          ZoneId.of(zone));
    }
  }

  /** Returns the body of {@code mute}. */
  public static MuteBody of(Mute mute) {
    Mute.Match match = mute.match();
    return new MuteBody(
        mute.id(),
        match.alert(),
        match.orgs(),
        match.tenant(),
        match.tags(),
        match.limits(),
        text(mute.from()),
        text(mute.until()),
        mute.reason(),
        mute.by(),
        mute.windows().stream().map(Window::of).toList());
  }

  /** Returns the mute. */
  public Mute mute() {
    return new Mute(
        id,
        new Mute.Match(
            alert,
            orgs == null ? List.of() : orgs,
            tenant,
            tags == null ? Map.of() : tags,
            limits == null ? List.of() : limits),
        from == null ? null : Instant.parse(from),
        until == null ? null : Instant.parse(until),
        reason,
        by,
        windows == null ? List.of() : windows.stream().map(Window::window).toList());
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
