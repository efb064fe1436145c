package dev.headroom.access;

import org.jspecify.annotations.Nullable;

/**
 * Something to say of a candidate.
 *
 * @param path the member, {@code ranges[0].cidr}
 * @param value what stands there; null when nothing does
 * @param problem what is wrong with it, or may surprise
 * @param remedy what to write instead
 */
public record Remark(String path, @Nullable String value, String problem, String remedy) {}
