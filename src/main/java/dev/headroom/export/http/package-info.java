/** What exporters over HTTP have in common: bodies within caps, and the meaning of answers. */
@NullMarked
package dev.headroom.export.http;

import org.jspecify.annotations.NullMarked;
