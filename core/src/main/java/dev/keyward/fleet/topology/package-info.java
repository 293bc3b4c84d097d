/** A topology: sites, links, services, hosts and machines. */
package dev.keyward.fleet.topology;
