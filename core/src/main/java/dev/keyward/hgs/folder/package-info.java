/** The folder that a service lives in: certificates, keys and registered hosts. */
package dev.keyward.hgs.folder;
