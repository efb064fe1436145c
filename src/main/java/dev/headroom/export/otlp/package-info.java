/** OpenTelemetry's protocol over HTTP, in JSON. */
@NullMarked
package dev.headroom.export.otlp;

import org.jspecify.annotations.NullMarked;
