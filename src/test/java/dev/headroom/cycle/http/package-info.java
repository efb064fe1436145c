@NullMarked
package dev.headroom.cycle.http;

import org.jspecify.annotations.NullMarked;
