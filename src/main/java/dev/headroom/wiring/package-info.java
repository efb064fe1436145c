/** Assembles the parts: creates cycles from ports, clocks and configuration. Nothing uses it. */
@NullMarked
package dev.headroom.wiring;

import org.jspecify.annotations.NullMarked;
