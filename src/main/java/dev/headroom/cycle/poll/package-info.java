/** The poll: which orgs are due, one reading per org and slot, what it means, and its commit. */
@NullMarked
package dev.headroom.cycle.poll;

import org.jspecify.annotations.NullMarked;
