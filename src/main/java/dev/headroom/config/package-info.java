/**
 * The forms of configuration values, as converters that say what is wrong with a value and what to
 * write instead. The configuration mappings name a form for each key, beside the code that needs
 * it.
 */
@NullMarked
package dev.headroom.config;

import org.jspecify.annotations.NullMarked;
