/**
 * Shared adapter support: one way to make an outbound call, with its deadline, its size cap and its
 * guard against forbidden addresses.
 */
@NullMarked
package dev.headroom.http;

import org.jspecify.annotations.NullMarked;
