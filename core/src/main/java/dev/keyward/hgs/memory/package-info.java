/** What is remembered of a service outside its folder. */
@NullMarked
package dev.keyward.hgs.memory;

import org.jspecify.annotations.NullMarked;
