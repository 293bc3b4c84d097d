/** The folder of a service: certificates, keys and registered hosts. */
package dev.keyward.hgs.folder;
