/** The values that a protector is made of: wrappings, signatures, algorithms. */
package dev.keyward.protector.part;
