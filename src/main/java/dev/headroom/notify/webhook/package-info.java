/** The generic webhook, signed as Standard Webhooks 1.0 describes. */
@NullMarked
package dev.headroom.notify.webhook;

import org.jspecify.annotations.NullMarked;
