/** Who can start what, in which outage. */
package dev.keyward.fleet.availability;
