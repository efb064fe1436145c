/**
 * One thin class per exported function: it takes the event in its real form, passes it to a cycle,
 * and answers in the platform's form.
 */
@NullMarked
package dev.headroom.function;

import org.jspecify.annotations.NullMarked;
