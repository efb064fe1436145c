/**
 * How a command asks the Headroom that runs on its data folder: a file in the folder, which only
 * its owner can read, says where it listens and holds what both sides prove themselves with.
 */
@NullMarked
package dev.headroom.local.running;

import org.jspecify.annotations.NullMarked;
