/** Slack through an incoming webhook. */
@NullMarked
package dev.headroom.notify.slack;

import org.jspecify.annotations.NullMarked;
