package dev.headroom.access;

import org.jspecify.annotations.Nullable;

/**
 * A remark on a candidate.
 *
 * @param path the member, {@code ranges[0].cidr}
 * @param value what is there; null if nothing is
 * @param problem what is wrong with it, or may be surprising
 * @param remedy what to write instead
 */
public record Remark(String path, @Nullable String value, String problem, String remedy) {}
