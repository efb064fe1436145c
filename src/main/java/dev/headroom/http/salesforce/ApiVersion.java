package dev.headroom.http.salesforce;

import org.jspecify.annotations.Nullable;

/**
 * An API version that an org offers.
 *
 * @param version such as {@code 67.0}; null if the entry has none
 */
public record ApiVersion(@Nullable String version) {}
