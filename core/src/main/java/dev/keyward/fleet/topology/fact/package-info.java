/** What is known about hosts and services, beyond that they are there. */
@NullMarked
package dev.keyward.fleet.topology.fact;

import org.jspecify.annotations.NullMarked;
