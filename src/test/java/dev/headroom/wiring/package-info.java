@NullMarked
package dev.headroom.wiring;

import org.jspecify.annotations.NullMarked;
