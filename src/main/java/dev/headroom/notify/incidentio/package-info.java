/** incident.io through an HTTP alert source. */
@NullMarked
package dev.headroom.notify.incidentio;

import org.jspecify.annotations.NullMarked;
