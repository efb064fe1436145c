/**
 * Whether Headroom itself works: {@code /q/health}. It says nothing about the orgs; one that cannot
 * be read is shown by its status and its alert.
 */
@NullMarked
package dev.headroom.local.health;

import org.jspecify.annotations.NullMarked;
