/**
 * What a service is: its certificates, its registered hosts and the number of its state, without
 * keys and files.
 */
@NullMarked
package dev.keyward.hgs.description;

import org.jspecify.annotations.NullMarked;
