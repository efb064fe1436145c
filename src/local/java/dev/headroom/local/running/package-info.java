/**
 * How a command asks the instance that is running on its data folder: a file in the folder, which
 * only its owner can read, says where it listens and contains what both sides prove themselves
 * with.
 */
@NullMarked
package dev.headroom.local.running;

import org.jspecify.annotations.NullMarked;
