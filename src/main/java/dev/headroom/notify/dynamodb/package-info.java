/** The outbox, deliveries and the health of targets in the state table. */
@NullMarked
package dev.headroom.notify.dynamodb;

import org.jspecify.annotations.NullMarked;
