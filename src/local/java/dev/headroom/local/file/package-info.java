/** Files and folders: whose they are, and what goes wrong with them in words for a person. */
@NullMarked
package dev.headroom.local.file;

import org.jspecify.annotations.NullMarked;
