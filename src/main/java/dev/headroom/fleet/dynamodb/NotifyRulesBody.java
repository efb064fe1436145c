package dev.headroom.fleet.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.alert.Reminders;
import dev.headroom.notify.NotifyRules;
import dev.headroom.notify.dynamodb.MuteBody;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The manifest's rules about notifying, as a row stores them. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record NotifyRulesBody(@Nullable RemindersBody reminders, @Nullable List<MuteBody> mutes) {

  /** Durations in ISO 8601; an absent one is off. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RemindersBody(@Nullable String attention, @Nullable String escalation) {
    static @Nullable RemindersBody of(Reminders reminders) {
      return reminders.equals(Reminders.OFF)
          ? null
          : new RemindersBody(text(reminders.attention()), text(reminders.escalation()));
    }

    private static @Nullable String text(@Nullable Duration duration) {
      return duration == null ? null : duration.toString();
    }

    Reminders reminders() {
      return new Reminders(duration(attention), duration(escalation));
    }

    private static @Nullable Duration duration(@Nullable String text) {
      return text == null ? null : Duration.parse(text);
    }
  }

  static NotifyRulesBody of(NotifyRules rules) {
    return new NotifyRulesBody(
        RemindersBody.of(rules.reminders()), rules.mutes().stream().map(MuteBody::of).toList());
  }

  NotifyRules rules() {
    return new NotifyRules(
        reminders == null ? Reminders.OFF : reminders.reminders(),
        mutes == null ? List.of() : mutes.stream().map(MuteBody::mute).toList());
  }
}
