@NullMarked
package dev.headroom.cycle.watch.http;

import org.jspecify.annotations.NullMarked;
