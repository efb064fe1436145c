/**
 * Notifies people: routing of transitions to targets, the outbox, deliveries with their retries,
 * and the port {@link dev.headroom.notify.Notifier} that each kind of target implements in its own
 * folder.
 *
 * <p>Decides who is notified and when it is retried; never what is a problem.
 */
@NullMarked
package dev.headroom.notify;

import org.jspecify.annotations.NullMarked;
