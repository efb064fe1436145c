@NullMarked
package dev.headroom.cycle.job;

import org.jspecify.annotations.NullMarked;
