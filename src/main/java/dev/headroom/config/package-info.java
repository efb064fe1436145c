/**
 * The forms of configuration values, as converters that say what is wrong with a value and what to
 * write instead. The mappings beside the code that needs them name a form for each key.
 */
@NullMarked
package dev.headroom.config;

import org.jspecify.annotations.NullMarked;
