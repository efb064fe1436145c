/**
 * Stand-ins for the systems that targets deliver to, one class each. They answer as the vendor's
 * documentation says, and refuse what the vendor would refuse. The demo's inbox and the contract
 * tests of the notifiers use the same ones.
 */
@NullMarked
package dev.headroom.local.receiver;

import org.jspecify.annotations.NullMarked;
