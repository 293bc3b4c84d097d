/** What a service is: its certificates and its registered hosts, without keys and files. */
@NullMarked
package dev.keyward.hgs.description;

import org.jspecify.annotations.NullMarked;
