/** A topology to start from, with what can be known without asking anybody. */
@NullMarked
package dev.keyward.fleet.draft;

import org.jspecify.annotations.NullMarked;
