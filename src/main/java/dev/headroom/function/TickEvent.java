package dev.headroom.function;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The event that EventBridge Scheduler sends; only its time is read.
 *
 * @param time the scheduled instant, ISO 8601
 */
@RegisterForReflection
public record TickEvent(@Nullable String time) {}
