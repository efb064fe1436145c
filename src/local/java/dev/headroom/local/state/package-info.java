/**
 * The committed states and episodes of this process in memory, for pages that must not wait for the
 * store. Only for local mode, where every writer is in this process.
 */
@NullMarked
package dev.headroom.local.state;

import org.jspecify.annotations.NullMarked;
