/** Which service can start which machine, in which outage. */
package dev.keyward.fleet.availability;
