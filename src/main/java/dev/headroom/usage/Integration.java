package dev.headroom.usage;

import java.util.List;

/**
 * A program that calls.
 *
 * @param id stable: derived from the identity of its first call, or the manifest's
 * @param name what a person would call it
 * @param identifiedBy how it was distinguished
 * @param callers numbers of its callers in the log
 * @param named whether the manifest names it
 */
public record Integration(
    String id, String name, String identifiedBy, List<Integer> callers, boolean named) {}
