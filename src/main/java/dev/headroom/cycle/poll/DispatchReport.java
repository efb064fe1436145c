package dev.headroom.cycle.poll;

import java.time.Instant;

/**
 * What one tick sent.
 *
 * @param time the minute that was dispatched
 * @param orgs how many the fleet has
 * @param due how many of them were due
 * @param messages how many messages were sent
 */
public record DispatchReport(Instant time, int orgs, int due, int messages) {}
