package dev.headroom.function;

import java.time.Duration;

/**
 * The time that one event of an org job may take.
 *
 * @param value from the beginning of the event; less than the function's timeout
 */
public record OrgJobTime(Duration value) {}
