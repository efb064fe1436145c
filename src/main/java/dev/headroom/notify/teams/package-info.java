/** Microsoft Teams through a workflow of Power Automate. */
@NullMarked
package dev.headroom.notify.teams;

import org.jspecify.annotations.NullMarked;
