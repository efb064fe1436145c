package dev.headroom.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A target with what it took and what it has still to take.
 *
 * @param lastSuccess when it last took a message, to the minute; null when it never did
 * @param backlog messages that are not settled: they wait, are tried again, or are held
 */
public record TargetLine(TargetView view, @Nullable Instant lastSuccess, long backlog) {}
