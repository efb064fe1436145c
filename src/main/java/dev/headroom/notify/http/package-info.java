/**
 * What the targets that are spoken to over HTTP have in common: one request, its outcome as a
 * delivery's result, and texts within a receiver's caps.
 */
@NullMarked
package dev.headroom.notify.http;

import org.jspecify.annotations.NullMarked;
