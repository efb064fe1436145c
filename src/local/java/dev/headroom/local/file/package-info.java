/** Files and folders: who owns them, and their problems in words for a person. */
@NullMarked
package dev.headroom.local.file;

import org.jspecify.annotations.NullMarked;
