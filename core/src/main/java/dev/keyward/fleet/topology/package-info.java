/** A topology: sites, links, services, hosts and machines. */
@NullMarked
package dev.keyward.fleet.topology;

import org.jspecify.annotations.NullMarked;
