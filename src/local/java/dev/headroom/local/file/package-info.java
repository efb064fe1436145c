/** What goes wrong with files and folders, in words for a person. */
@NullMarked
package dev.headroom.local.file;

import org.jspecify.annotations.NullMarked;
