/**
 * Tells somebody: routing of transitions to targets, the outbox, deliveries with their retries, and
 * the port {@link dev.headroom.notify.Notifier} that each kind of target implements in a folder of
 * its own.
 *
 * <p>Decides who is told and when it is tried again; never what is a problem.
 */
@NullMarked
package dev.headroom.notify;

import org.jspecify.annotations.NullMarked;
