/** The lenient listing of what a protector says. Nothing can open a listing. */
@NullMarked
package dev.keyward.protector.listing;

import org.jspecify.annotations.NullMarked;
