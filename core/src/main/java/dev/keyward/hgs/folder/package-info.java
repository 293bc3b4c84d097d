/** The folder of a service: certificates, keys and registered hosts. */
@NullMarked
package dev.keyward.hgs.folder;

import org.jspecify.annotations.NullMarked;
