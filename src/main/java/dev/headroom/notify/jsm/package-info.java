/** Jira Service Management Operations, and Opsgenie, whose API it took over. */
@NullMarked
package dev.headroom.notify.jsm;

import org.jspecify.annotations.NullMarked;
