package dev.headroom.cycle.poll;

import java.time.Duration;

/**
 * How long one call of the {@code poll} function may take.
 *
 * @param time the timeout of the deployed function, or less
 */
public record InvocationTime(Duration time) {}
