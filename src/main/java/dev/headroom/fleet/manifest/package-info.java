/**
 * The manifest as YAML text. Finds everything that is wrong at once, each with its path, and never
 * repeats what could be a secret: a value is shown only where no secret can be, and the YAML
 * library's own messages, which quote the text, are replaced.
 */
@NullMarked
package dev.headroom.fleet.manifest;

import org.jspecify.annotations.NullMarked;
