package dev.headroom.function;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of {@code manage}.
 *
 * @param action validate, plan or apply
 * @param manifest the manifest's YAML text
 */
@RegisterForReflection
public record ManageEvent(@Nullable String action, @Nullable String manifest) {}
