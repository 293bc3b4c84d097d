/** Which service can start which machine, in which outage. */
@NullMarked
package dev.keyward.fleet.availability;

import org.jspecify.annotations.NullMarked;
