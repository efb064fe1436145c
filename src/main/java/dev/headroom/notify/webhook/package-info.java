/** The generic webhook, signed according to Standard Webhooks 1.0. */
@NullMarked
package dev.headroom.notify.webhook;

import org.jspecify.annotations.NullMarked;
