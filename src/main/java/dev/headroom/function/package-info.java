/**
 * One thin class an exported function: takes the event in its real shape, hands it to a cycle,
 * answers in the platform's shape.
 */
@NullMarked
package dev.headroom.function;

import org.jspecify.annotations.NullMarked;
