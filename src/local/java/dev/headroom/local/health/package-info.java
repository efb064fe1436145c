/**
 * Whether Headroom itself works: {@code /q/health}. Of the orgs it says nothing; one that refuses
 * to be read is told by its status and its alert.
 */
@NullMarked
package dev.headroom.local.health;

import org.jspecify.annotations.NullMarked;
