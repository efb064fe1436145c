package dev.headroom.usage;

import java.util.function.Predicate;

/**
 * An integration of the manifest. What it matches belongs to it, whatever it looks like.
 *
 * @param id ours
 * @param name what it is called
 * @param matches the callers that belong to it
 */
public record NamedIntegration(String id, String name, Predicate<Caller> matches) {}
