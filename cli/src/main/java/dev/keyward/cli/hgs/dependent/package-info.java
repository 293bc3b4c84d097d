/** Which protectors need a key of a service. */
@NullMarked
package dev.keyward.cli.hgs.dependent;

import org.jspecify.annotations.NullMarked;
