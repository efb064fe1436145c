/** ServiceNow: events of Event Management, and incidents. */
@NullMarked
package dev.headroom.notify.servicenow;

import org.jspecify.annotations.NullMarked;
