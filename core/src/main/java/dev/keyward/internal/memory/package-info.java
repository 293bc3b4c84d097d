/** Memory for data from strangers, limited in bytes to a share of the memory of Java. */
@NullMarked
package dev.keyward.internal.memory;

import org.jspecify.annotations.NullMarked;
