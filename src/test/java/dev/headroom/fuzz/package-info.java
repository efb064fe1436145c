/** Texts of the other side as no other side would write them by accident. */
@NullMarked
package dev.headroom.fuzz;

import org.jspecify.annotations.NullMarked;
