/** The values that a protector is made of: wrappings, signatures, algorithms. */
@NullMarked
package dev.keyward.protector.part;

import org.jspecify.annotations.NullMarked;
