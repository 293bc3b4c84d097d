/** Memory for data from strangers, limited in bytes to a share of the memory of Java. */
package dev.keyward.internal.memory;
