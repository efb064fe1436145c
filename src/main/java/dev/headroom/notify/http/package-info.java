/**
 * What HTTP targets have in common: one request, its outcome as a delivery's result, and texts
 * within a receiver's limits.
 */
@NullMarked
package dev.headroom.notify.http;

import org.jspecify.annotations.NullMarked;
