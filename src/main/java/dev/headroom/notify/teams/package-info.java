/** Microsoft Teams through a Power Automate workflow. */
@NullMarked
package dev.headroom.notify.teams;

import org.jspecify.annotations.NullMarked;
